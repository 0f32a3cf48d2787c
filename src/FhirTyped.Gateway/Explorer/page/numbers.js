// The numbers of an answer, plotted: a small picture for each of what was measured and its unit, and what it says in words.

import { el, short, svg } from "./dom.js";
import { numbersOf, resourcesOf } from "./records.js";
import { dayOf, scale } from "./axis.js";

const Width = 460;
const Height = 150;
const Edge = { left: 48, right: 10, top: 10, bottom: 24 };
const MostSeries = 24;
const MostPoints = 200;

/** Shows them. */
export function showNumbers(view, body) {
  const bySeries = new Map();
  for (const { resource } of resourcesOf(body)) {
    for (const number of numbersOf(resource)) {
      const key = number.series + "\n" + number.unit;
      if (!bySeries.has(key)) {
        bySeries.set(key, []);
      }
      bySeries.get(key).push(number);
    }
  }
  if (bySeries.size === 0) {
    view.replaceChildren(el("p", { class: "empty" }, "Nothing of the answer has both a number and a date."));
    return;
  }
  const all = [...bySeries.values()].sort((a, b) => b.length - a.length);
  view.replaceChildren(
    el("div", { class: "plots" }, all.slice(0, MostSeries).map(plot)),
    all.length > MostSeries && el("p", { class: "hint" }, `The ${MostSeries} with the most numbers of ${all.length}.`) || "");
}

function plot(numbers) {
  numbers.sort((a, b) => a.moment - b.moment);
  const values = numbers.map((one) => one.value);
  const least = values.reduce((a, b) => Math.min(a, b));
  const most = values.reduce((a, b) => Math.max(a, b));
  const last = numbers[numbers.length - 1];
  const { series, unit } = last;
  const words = `${numbers.length} values, ${least} to ${most}${unit && " " + unit}; last ${last.value} on ${dayOf(last.moment)}`;
  return el("figure", {},
    el("figcaption", {}, el("strong", { dir: "auto" }, short(series, 80)), unit && el("span", { class: "unit", dir: "auto" }, short(unit, 20)), el("small", {}, short(words, 200))),
    picture(numbers, least, most, short(`${series}: ${words}`, 300)));
}

function picture(numbers, least, most, label) {
  const x = scale(numbers.map((one) => one.moment), Edge.left, Width - Edge.right);
  const margin = (most - least) * 0.08 || Math.abs(most) * 0.05 || 1;
  const y = (value) => Height - Edge.bottom - ((value - (least - margin)) / (most - least + 2 * margin)) * (Height - Edge.top - Edge.bottom);
  const drawn = svg("svg", { viewBox: `0 0 ${Width} ${Height}`, role: "img", "aria-label": label, class: "plot" });
  const { low, high } = numbers[numbers.length - 1];
  if (low !== undefined && high !== undefined && high > low) {
    const top = Math.max(Edge.top, y(high));
    drawn.append(svg("rect", { x: Edge.left, y: top, width: Width - Edge.left - Edge.right, height: Math.max(0, Math.min(Height - Edge.bottom, y(low)) - top), class: "normal" }));
  }
  for (const value of most === least ? [most] : [least, (least + most) / 2, most]) {
    drawn.append(svg("line", { x1: Edge.left, x2: Width - Edge.right, y1: y(value), y2: y(value), class: "grid" }), svg("text", { x: Edge.left - 6, y: y(value) + 4, class: "value" }, Number(value.toPrecision(4))));
  }
  const points = thinned(numbers).map((one) => [x.at(one.moment).toFixed(1), y(one.value).toFixed(1)]);
  drawn.append(svg("polyline", { points: points.map((point) => point.join(",")).join(" "), class: "curve" }));
  for (const [cx, cy] of points) {
    drawn.append(svg("circle", { cx, cy, r: points.length > 80 ? 1.5 : 2.6, class: "dot" }));
  }
  drawn.append(svg("text", { x: Edge.left, y: Height - 7, class: "tick begin" }, dayOf(x.least)), svg("text", { x: Width - Edge.right, y: Height - 7, class: "tick end" }, dayOf(x.most)));
  return drawn;
}

// Of many points the lowest and the highest of each stretch: peaks stay.
function thinned(numbers) {
  if (numbers.length <= MostPoints) {
    return numbers;
  }
  const size = Math.ceil(numbers.length / (MostPoints / 2));
  const kept = [];
  for (let i = 0; i < numbers.length; i += size) {
    const part = numbers.slice(i, i + size);
    const low = part.reduce((a, b) => (b.value < a.value ? b : a));
    const high = part.reduce((a, b) => (b.value > a.value ? b : a));
    kept.push(...(low === high ? [low] : low.moment < high.moment ? [low, high] : [high, low]));
  }
  return kept;
}
