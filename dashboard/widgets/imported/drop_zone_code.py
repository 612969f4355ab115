"""The drop zone as the browser runs it. File names are only ever written as text."""

CODE = """
const AT_ONCE = 3, TRIES = 5
const zones = new WeakMap()

const fill = (text, values) =>
  text.replace(/\\{(\\w+)\\}/g, (whole, name) => name in values ? String(values[name]) : whole)

class Zone {
  constructor(root) {
    this.root = root
    this.queue = []
    this.all = []
    this.running = 0
    const find = (name) => root.querySelector(name)
    this.parts = { zone: find('.zone'), list: find('.list'), total: find('.total') }
    this.own = { files: find('.files'), folders: find('.folders') }
    find('.choose').onclick = () => this.own.files.click()
    find('.folder').onclick = () => this.own.folders.click()
    for (const input of Object.values(this.own)) {
      input.onchange = () => { this.take([...input.files]); input.value = '' }
    }
    const zone = this.parts.zone
    zone.ondragover = (event) => { event.preventDefault(); zone.classList.add('over') }
    zone.ondragleave = () => zone.classList.remove('over')
    zone.ondrop = async (event) => {
      event.preventDefault()
      zone.classList.remove('over')
      this.take(await dropped(event.dataTransfer))
    }
  }

  write(data, tell) {
    if (this.data && this.data.job !== data.job) this.forget()
    this.data = data
    this.tell = tell
    const words = data.words
    for (const [name, text] of [['.drop', words.drop], ['.choose', words.choose], ['.folder', words.folder],
      ['.kinds', words.kinds]]) this.root.querySelector(name).textContent = text
    this.parts.zone.setAttribute('aria-label', words.drop + ' ' + words.choose)
    this.own.files.accept = data.endings
    this.next = Math.max(this.next ?? 0, data.next)
    this.count()
  }

  forget() {
    for (const one of this.all) one.stop.abort()
    this.all = []
    this.queue = []
    this.next = 0
    this.parts.list.textContent = ''
  }

  take(files) {
    for (const file of files) {
      const isHeld = (one) => one.name === file.name && one.size === file.size &&
        one.mark === String(file.lastModified) &&
        !this.all.some((other) => other.number === one.number && !other.is_over)
      const held = this.data.waiting.find(isHeld)
      const one = { file, number: held ? held.number : this.next++, sent: 0, stop: new AbortController() }
      this.row(one)
      this.all.push(one)
      this.queue.push(one)
    }
    this.count()
    this.go()
  }

  row(one) {
    const row = document.createElement('li'), name = document.createElement('span')
    const bar = document.createElement('progress'), stop = document.createElement('button')
    const say = document.createElement('span')
    name.className = 'name'
    name.textContent = one.file.name
    bar.max = Math.max(one.file.size, 1)
    bar.value = 0
    bar.setAttribute('aria-label', one.file.name)
    stop.type = 'button'
    stop.textContent = '✕'
    stop.setAttribute('aria-label', fill(this.data.words.stop, { file: one.file.name }))
    stop.onclick = () => this.give_up(one)
    say.className = 'say'
    row.append(name, bar, stop, say)
    this.parts.list.append(row)
    Object.assign(one, { row, bar, say, button: stop })
  }

  async give_up(one) {
    one.stop.abort()
    this.finish(one, this.data.words.stopped)
    await fetch(this.address(one, 0), { method: 'DELETE', headers: this.head(one) }).catch(() => null)
  }

  go() {
    while (this.running < AT_ONCE && this.queue.length) {
      const one = this.queue.shift()
      if (one.is_over) continue
      this.running++
      this.send(one).finally(() => { this.running--; this.go(); this.end() })
    }
  }

  address(one, offset) { return `/imports/upload/${this.data.job}/${one.number}?offset=${offset}` }

  head(one) {
    return { 'X-Upload-Token': this.data.token, 'X-File-Name': encodeURIComponent(one.file.name),
      'X-File-Size': String(one.file.size), 'X-File-Mark': String(one.file.lastModified) }
  }

  async send(one) {
    let tries = 0
    while (!one.is_over) {
      const piece = one.file.slice(one.sent, one.sent + this.data.piece)
      let answer
      try {
        answer = await fetch(this.address(one, one.sent), { method: 'PUT', headers: this.head(one), body: piece,
          signal: one.stop.signal })
        if (answer.status === 408 || answer.status >= 500) throw new Error('try again')
      } catch (error) {
        if (one.is_over) return
        if (++tries > TRIES) return this.finish(one, this.data.words.lost)
        await new Promise((done) => setTimeout(done, 500 * 2 ** tries))
        continue
      }
      const said = await answer.json().catch(() => ({}))
      if (said.next > one.number) {  // another window sends into this import, too
        one.number = said.next
        this.next = Math.max(this.next, said.next + 1)
        one.sent = 0
        continue
      }
      if (answer.status !== 200) {
        const words = this.data.words[said.text]
        return this.finish(one, words ? fill(words, said.values) : this.data.words.closed)
      }
      if (said.received > one.sent) tries = 0
      else if (!said.is_whole && ++tries > TRIES) return this.finish(one, this.data.words.lost)
      one.sent = said.received
      one.bar.value = said.received
      if (said.is_whole) {
        one.is_here = true
        one.bar.value = one.bar.max
        return this.finish(one, '')
      }
    }
  }

  finish(one, sentence) {
    one.is_over = true
    one.button.hidden = true
    one.say.textContent = sentence
    this.count()
  }

  count() {
    const here = this.all.filter((one) => one.is_here).length
    const all = this.all.length
    this.parts.total.textContent = all ? fill(this.data.words.sent, { done: here, all }) : ''
  }

  end() {
    if (this.running || this.queue.length) return
    const fresh = this.all.filter((one) => one.is_here && !one.is_told)
    if (!fresh.length) return
    for (const one of fresh) one.is_told = true
    this.tell('finished', { files: fresh.length, at: Date.now() })
  }
}

async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry()).filter(Boolean)
  if (!entries.some((entry) => entry.isDirectory)) return [...transfer.files]
  const files = []
  const walk = async (entry) => {
    if (entry.isFile) return files.push(await new Promise((done, fail) => entry.file(done, fail)))
    const reader = entry.createReader()
    for (;;) {
      const some = await new Promise((done, fail) => reader.readEntries(done, fail))
      if (!some.length) return
      for (const inner of some) await walk(inner)
    }
  }
  for (const entry of entries) await walk(entry)
  return files
}

export default function ({ data, parentElement, setTriggerValue }) {
  let zone = zones.get(parentElement)
  if (!zone) {
    zone = new Zone(parentElement)
    zones.set(parentElement, zone)
  }
  zone.write(data, setTriggerValue)
}
"""
