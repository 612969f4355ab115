"""How the drop zone is built and what it looks like."""

HTML = """
<div class="zone" role="group">
  <p class="lead"><span class="drop"></span></p>
  <div class="buttons">
    <button type="button" class="choose"></button>
    <button type="button" class="folder"></button>
  </div>
  <p class="kinds"></p>
  <input type="file" class="files" multiple hidden>
  <input type="file" class="folders" webkitdirectory hidden>
</div>
<p class="total" role="status" aria-live="polite"></p>
<ul class="list"></ul>
"""

STYLE = """
.zone { border: 2px dashed var(--st-border-color, #8888); border-radius: var(--st-base-radius, 8px); padding: 1rem;
  text-align: center; color: var(--st-text-color); font-family: var(--st-font); }
.zone.over { border-color: var(--st-primary-color); background: var(--st-secondary-background-color); }
.lead { margin: 0 0 .5rem; font-size: 1.05rem; }
.kinds { margin: .5rem 0 0; font-size: .875rem; opacity: .75; }
.buttons { display: flex; gap: .5rem; justify-content: center; flex-wrap: wrap; }
button { font: inherit; color: var(--st-text-color); background: var(--st-background-color); cursor: pointer;
  border: 1px solid var(--st-border-color, #8888); border-radius: var(--st-button-radius, 8px); padding: .4rem .9rem; }
button:hover { border-color: var(--st-primary-color); }
button:focus-visible { outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
.total { margin: .5rem 0 0; font-family: var(--st-font); color: var(--st-text-color); font-size: .875rem; }
.total:empty { display: none; }
.list { list-style: none; margin: .25rem 0 0; padding: 0; font-family: var(--st-font); color: var(--st-text-color);
  max-height: 16rem; overflow-y: auto; }
.list li { display: grid; grid-template-columns: minmax(6rem, 2fr) minmax(5rem, 1fr) auto; gap: .5rem;
  align-items: center; padding: .15rem 0; font-size: .875rem; }
.list .name { overflow-wrap: anywhere; }
.list progress { width: 100%; accent-color: var(--st-primary-color); }
.list .say { grid-column: 1 / -1; }
.list .say:empty { display: none; }
.list button { padding: 0 .5rem; }
"""
