"use strict";
const container = document.getElementById("graph");
const graph = { nodes: new vis.DataSet(GRAPH.nodes), edges: new vis.DataSet(GRAPH.edges) };
const dark = window.matchMedia("(prefers-color-scheme: dark)");
const ink = () => (dark.matches ? { color: "#e8edf2", strokeColor: "#10151b" } : { color: "#1c2733", strokeColor: "#ffffff" });
GRAPH.options.nodes.font = Object.assign({}, GRAPH.options.nodes.font, ink());
const network = new vis.Network(container, graph, GRAPH.options);
dark.addEventListener("change", () => network.setOptions({ nodes: { font: ink() } }));
network.fit();
