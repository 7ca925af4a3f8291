// Loaded into a process before all else: at SIGUSR2 its clock steps back by an hour.
const RealDate = Date
let step = 0

globalThis.Date = class extends RealDate {
  constructor(...given) {
    super(...(given.length ? given : [RealDate.now() + step]))
  }
  static now() {
    return RealDate.now() + step
  }
}

process.on('SIGUSR2', () => {
  step -= 3_600_000
})
