// Axes of time and of numbers.

const Day = 86_400_000;

export const dayOf = (moment) => new Date(moment).toISOString().slice(0, 10);

/** Where moments stand between two places. */
export function scale(moments, from, to) {
  let least = moments.reduce((a, b) => Math.min(a, b));
  let most = moments.reduce((a, b) => Math.max(a, b));
  const [first, last] = [least, most];
  if (least === most) {
    least -= Day;
    most += Day;
  }
  return { least: first, most: last, from, to, begin: least, end: most, at: (moment) => from + ((moment - least) / (most - least)) * (to - from) };
}

/** At most eight marks with what stands there: years, months or days. */
export function ticks(range, count = 7) {
  const days = (range.end - range.begin) / Day;
  const all = [];
  for (let i = 0; i <= count; i++) {
    const moment = range.begin + ((range.end - range.begin) * i) / count;
    const text = new Date(moment).toISOString();
    all.push({ at: Math.round(range.at(moment)), label: days > 3000 ? text.slice(0, 4) : days > 120 ? text.slice(0, 7) : text.slice(0, 10) });
  }
  return all.filter((tick, i) => i === 0 || tick.label !== all[i - 1].label);
}
