// Mermaid's own parser, on a document of jsdom.
// node mermaid.mjs <file>: reads a flowchart, and writes its nodes and edges as one line of JSON, texts as Mermaid shows them.
import fs from "node:fs";
import { JSDOM } from "jsdom";

const { window } = new JSDOM("<!DOCTYPE html>", { pretendToBeVisual: true });
globalThis.window = window;
globalThis.document = window.document;
const { default: mermaid } = await import("mermaid");
mermaid.initialize({ startOnLoad: false });

// While it parses, Mermaid writes #34; as ﬂ°°34¶ß, and in the drawing as the character of that number.
const shown = (text) => (text ?? "").replace(/ﬂ°°(\d+)¶ß/g, (_, code) => String.fromCodePoint(Number(code)));

const { db } = await mermaid.mermaidAPI.getDiagramFromText(fs.readFileSync(process.argv[2], "utf8"));
console.log(JSON.stringify({
  nodes: [...db.getVertices().values()].map((node) => ({ id: node.id, text: shown(node.text), classes: node.classes, link: node.link ?? null })),
  edges: db.getEdges().map((edge) => ({ start: edge.start, end: edge.end, text: shown(edge.text), stroke: edge.stroke })),
}));
