// What a page of figures must hold to. Gives a list of what is wrong.
(() => {
  const wrong = [];
  const number = text => Number.parseFloat(text);
  const rgba = text => { const n = text.match(/[\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n; };
  const over = ([r, g, b, a], under) => [r, g, b].map((c, i) => c * a + under[i] * (1 - a)).concat(1);
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map(c => { const v = c / 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const contrast = (a, b) => { const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  const ground = element => {
    for (let at = element; at; at = at.parentElement) {
      const color = rgba(getComputedStyle(at).backgroundColor);
      if (color[3] > 0) return over(color, [255, 255, 255, 1]);
    }
    return [255, 255, 255, 1];
  };
  // The coloured cell of a chart on which a text stands, if it does.
  const cell = text => {
    const chart = text.closest('.chart');
    if (!['matrix', 'heat'].includes(chart.dataset.kind)) return null;
    const at = text.getBoundingClientRect();
    const [x, y] = [at.left + at.width / 2, at.top + at.height / 2];
    const behind = [...chart.querySelectorAll('svg path, svg rect')].filter(shape => {
      const box = shape.getBoundingClientRect();
      return box.left <= x && x <= box.right && box.top <= y && y <= box.bottom && box.width * box.height < 0.4 * chart.clientWidth * chart.clientHeight && /^rgb/.test(getComputedStyle(shape).fill);
    }).pop();
    return behind ? over(rgba(getComputedStyle(behind).fill), ground(text)) : null;
  };
  const check = (holds, what) => { if (!holds) wrong.push(what); };

  check(document.documentElement.scrollWidth <= document.documentElement.clientWidth,
    `the page is ${document.documentElement.scrollWidth} wide in a window of ${document.documentElement.clientWidth}`);
  const figures = [...document.querySelectorAll('figure')];
  check(figures.length > 3, `there are only ${figures.length} figures`);
  for (const figure of figures) {
    const title = figure.querySelector('h3') ? figure.querySelector('h3').textContent : '';
    check(title.trim(), 'a figure has no title');
    const canvases = [...figure.querySelectorAll('canvas')];
    const charts = [...figure.querySelectorAll('.chart')];
    const table = figure.querySelector('table, dl');
    check(canvases.length + charts.length > 0 || table && table.textContent.trim(), `${title}: nothing is shown`);
    for (const canvas of canvases) {
      const pixels = new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer);
      check(pixels.some(pixel => pixel !== pixels[0]), `${title}: a canvas has one colour only`);
      check(canvas.getBoundingClientRect().width >= 24, `${title}: a canvas is ${canvas.getBoundingClientRect().width} wide`);
    }
    for (const chart of charts) {
      const shapes = [...chart.querySelectorAll('svg path, svg rect, svg circle, svg polyline, svg polygon')].filter(shape => {
        const box = shape.getBoundingClientRect();
        return box.width + box.height > 1;
      });
      check(shapes.length >= 3, `${title}: a chart has only ${shapes.length} shapes`);
      check([...chart.querySelectorAll('svg text')].length > 2, `${title}: a chart has no labels`);
    }
    for (const picture of [...canvases, ...charts]) {
      check(picture.getAttribute('role') === 'img' && (picture.getAttribute('aria-label') || '').trim().length > 5,
        `${title}: a picture has no text alternative`);
    }
    check(!canvases.length && !charts.length || figure.querySelector('details summary'), `${title}: there is no way to the numbers`);
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !element.checkVisibility() || element.closest('script, style, noscript')) continue;
    const style = getComputedStyle(element);
    const svg = element instanceof SVGElement;
    const under = svg && cell(element) || ground(element);
    const color = over(rgba(svg ? style.fill : style.color), under);
    const large = number(style.fontSize) >= 24 || number(style.fontSize) >= 18.66 && number(style.fontWeight) >= 700;
    const ratio = contrast(color, under);
    check(ratio >= (large ? 3 : 4.5), `"${node.data.trim().slice(0, 40)}" has a contrast of ${ratio.toFixed(2)}`);
  }
  return [...new Set(wrong)];
})()
