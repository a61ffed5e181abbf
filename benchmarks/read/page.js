"use strict";
const seed = document.body.dataset.seed;
const store = `readout-reading-${seed}`;
const sections = [...document.querySelectorAll("section")];

function judgement(section) {
  const best = section.querySelector("input[type=radio]:checked");
  const reasons = {};
  for (const box of section.querySelectorAll("input[type=checkbox]:checked")) {
    (reasons[box.name] ??= []).push(box.value);
  }
  const chosen = best === null ? undefined : best.value === "" ? null : Number(best.value);
  return { id: section.dataset.id, best: chosen, reasons };
}

function keep() {
  const all = sections.map(judgement);
  document.getElementById("done").value = all.filter((one) => one.best !== undefined).length;
  try { localStorage.setItem(store, JSON.stringify(all)); } catch { /* a page from a file may not */ }
  return all;
}

function restore() {
  let kept = null;
  try { kept = JSON.parse(localStorage.getItem(store)); } catch { return; }
  for (const [k, one] of (kept ?? []).entries()) {
    const section = sections[k];
    if (!section || section.dataset.id !== one.id) continue;
    for (const radio of section.querySelectorAll("input[type=radio]")) {
      radio.checked = one.best !== undefined && radio.value === String(one.best ?? "");
    }
    for (const box of section.querySelectorAll("input[type=checkbox]")) {
      box.checked = (one.reasons[box.name] ?? []).includes(box.value);
    }
  }
}

document.addEventListener("change", keep);
document.getElementById("save").addEventListener("click", () => {
  const judged = keep().filter((one) => one.best !== undefined);
  const text = JSON.stringify({ seed: Number(seed), judged }, null, 1);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = "reading.json";
  link.click();
  URL.revokeObjectURL(link.href);
});
restore();
keep();
