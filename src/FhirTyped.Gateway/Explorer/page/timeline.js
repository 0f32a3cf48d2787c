// The dated resources of an answer on a line: a lane for each of what they are about, and beneath the same as a table.

import { el, short, svg } from "./dom.js";
import { dateOf, momentOf, resourcesOf, subjectOf, typeOf } from "./records.js";
import { dayOf, scale, ticks } from "./axis.js";

const Width = 1000;
const Left = 210;
const LaneHeight = 26;
const MostLanes = 14;
const Places = 160;

/** Shows them. However many there are, no more is drawn than there are places. */
export function showTimeline(view, body) {
  const dated = resourcesOf(body).map(({ resource }) => ({ lane: short(subjectOf(resource), 60), type: typeOf(resource), moment: momentOf(dateOf(resource)) }));
  const known = dated.filter((one) => one.moment !== null);
  const without = dated.length - known.length;
  if (known.length === 0) {
    view.replaceChildren(el("p", { class: "empty" }, "Nothing of the answer has a date."));
    return;
  }
  const lanes = lanesOf(known);
  const range = scale(known.map((one) => one.moment), Left, Width - 20);
  view.replaceChildren(
    drawing(lanes, range, known.length),
    el("p", { class: "hint" }, known.length + " with a date, from " + dayOf(range.least) + " to " + dayOf(range.most) + (without > 0 ? "; " + without + " without one." : ".")),
    tableOf(lanes));
}

function lanesOf(known) {
  const byName = new Map();
  for (const one of known) {
    if (!byName.has(one.lane)) {
      byName.set(one.lane, []);
    }
    byName.get(one.lane).push(one);
  }
  const sorted = [...byName].sort((a, b) => b[1].length - a[1].length);
  const shown = sorted.slice(0, MostLanes);
  const rest = sorted.slice(MostLanes).flatMap(([, ones]) => ones);
  return rest.length > 0 ? [...shown, ["others", rest]] : shown;
}

function drawing(lanes, range, count) {
  const height = lanes.length * LaneHeight + 34;
  const picture = svg("svg", { viewBox: `0 0 ${Width} ${height}`, class: "timeline", role: "img", "aria-label": `${count} dated resources in ${lanes.length} lanes; the table beneath says the same.` });
  for (const { at, label } of ticks(range)) {
    picture.append(svg("line", { x1: at, x2: at, y1: 4, y2: height - 24, class: "grid" }), svg("text", { x: at, y: height - 8, class: at > Width - 60 ? "tick end" : "tick" }, label));
  }
  lanes.forEach(([name, ones], number) => {
    const y = 18 + number * LaneHeight;
    picture.append(svg("text", { x: Left - 14, y: y + 4, class: "lane" }, short(name, 28)), svg("line", { x1: Left, x2: Width - 20, y1: y, y2: y, class: "line" }));
    const places = new Map();
    for (const one of ones) {
      const place = Math.round((range.at(one.moment) - Left) / ((Width - 20 - Left) / Places));
      places.set(place, (places.get(place) ?? 0) + 1);
    }
    for (const [place, many] of places) {
      picture.append(svg("circle", { cx: Left + place * ((Width - 20 - Left) / Places), cy: y, r: Math.min(9, 3.5 + Math.log2(many) * 1.5), class: "dot" }));
    }
  });
  return picture;
}

function tableOf(lanes) {
  return el("table", { class: "facts" },
    el("caption", { class: "hidden" }, "What has a date"),
    el("thead", {}, el("tr", {}, ["What", "How many", "First", "Last"].map((name, i) => el("th", { scope: "col", class: i === 1 ? "number" : null }, name)))),
    el("tbody", {}, lanes.map(([name, ones]) => {
      const moments = ones.map((one) => one.moment);
      return el("tr", {}, el("th", { scope: "row", dir: "auto" }, name), el("td", { class: "number" }, ones.length),
        el("td", {}, dayOf(moments.reduce((a, b) => Math.min(a, b)))), el("td", {}, dayOf(moments.reduce((a, b) => Math.max(a, b)))));
    })));
}
