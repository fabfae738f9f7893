// Small helpers for the page: every text from the data goes in as text, never as markup.

const at = (id) => document.getElementById(id);

function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name in made && name !== "list") made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

const number = (value, digits = 0) => value.toFixed(digits).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
const counted = (n, word, many = `${word}s`) => `${number(n)} ${n === 1 ? word : many}`;

function interval(low, high) {
  return Math.abs(high - low) < 0.005 ? number(high, 2) : `${number(low, 2)} to ${number(high, 2)}`;
}

function say(text) {
  at("status").textContent = text;
}

function download(name, blob) {
  const address = URL.createObjectURL(blob);
  const link = el("a", { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
