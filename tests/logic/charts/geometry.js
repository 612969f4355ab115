// Draws each figure at its width and returns what is wrong with its labels, from the SVG's own geometry.
async (jobs) => {
  const div = document.getElementById("chart");
  const faults = [];
  const box = (node) => node.getBoundingClientRect();
  const name = (node) => node.textContent.slice(0, 40);
  const common = (a, b) => [Math.min(a.right, b.right) - Math.max(a.left, b.left),
                            Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)];
  for (const job of jobs) {
    const figure = JSON.parse(job.figure);
    div.style.width = job.width + "px";
    figure.layout.width = job.width;
    await Plotly.react(div, figure.data, figure.layout, {staticPlot: true, displayModeBar: false});
    const fault = (text) => faults.push(`${job.name}: ${text}`);
    const frame = box(div.querySelector(".main-svg"));
    const texts = [...div.querySelectorAll("svg text")].filter((t) => t.textContent.trim() && box(t).width > 0);
    const boxes = texts.map(box);
    texts.forEach((text, i) => {
      const b = boxes[i];
      if (b.left < frame.left - 0.5 || b.right > frame.right + 0.5 || b.top < frame.top - 0.5 || b.bottom > frame.bottom + 0.5)
        fault(`"${name(text)}" is clipped: ${[b.left, b.right, b.top, b.bottom].map(Math.round)} in ${[frame.right, frame.bottom].map(Math.round)}`);
      for (let j = 0; j < i; j++) {
        const [wide, high] = common(b, boxes[j]);
        if (wide > 1 && high > 3) fault(`"${name(text)}" covers "${name(texts[j])}" by ${wide.toFixed(1)} x ${high.toFixed(1)}`);
      }
    });
    const wanted = (figure.layout.annotations || []).filter((a) => a.text.trim()).length;
    const drawn = div.querySelectorAll(".annotation-text").length;
    if (drawn !== wanted) fault(`${drawn} of ${wanted} labels drawn`);
    const bars = job.bars ? [...div.querySelectorAll(".trace.bars")].slice(1).flatMap((t) => [...t.querySelectorAll("path")]) : [];
    const places = bars.map(box).filter((b) => b.width > 0);
    for (const text of job.bars ? div.querySelectorAll(".annotation-text") : []) {
      const b = box(text), x = (b.left + b.right) / 2, y = (b.top + b.bottom) / 2;
      for (const bar of places) {
        const [wide, high] = common(b, bar);
        if (wide <= 1 || high <= 3) continue;
        const centred = x > bar.left && x < bar.right && y > bar.top && y < bar.bottom;
        const fits = b.left >= bar.left - 0.5 && b.right <= bar.right + 0.5 && b.top >= bar.top - 2 && b.bottom <= bar.bottom + 2;
        if (!centred || !fits) fault(`"${name(text)}" does not fit its bar or covers another`);
      }
    }
  }
  return faults;
}
