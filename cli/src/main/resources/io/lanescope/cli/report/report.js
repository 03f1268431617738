'use strict';
(() => {
  const report = JSON.parse(document.getElementById('data').textContent);
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  let printing = false;
  const drawn = [];

  // Text only ever becomes a text node or an attribute, so that no name in the data can turn into markup.
  const make = (tag, properties, ...children) => {
    const element = document.createElement(tag);
    for (const [key, value] of Object.entries(properties || {})) {
      if (key in element && key !== 'style') element[key] = value;
      else element.setAttribute(key, value);
    }
    element.append(...children.filter(child => child !== null && child !== undefined));
    return element;
  };
  const hexed = hex => [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16));
  const escaped = text => String(text).replace(/[&<>"']/g, c => '&#' + c.charCodeAt(0) + ';');
  const color = name => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
  const hues = () => [0, 1, 2, 3, 4, 5].map(i => color('c' + i));
  const short = x => {
    if (x === null || x === undefined) return '–';
    if (x === 0) return '0';
    const size = Math.abs(x);
    if (Number.isInteger(x) && size < 1e12) return x.toLocaleString('en');
    return size >= 1e6 || size < 1e-4 ? x.toExponential(2) : String(Number(x.toPrecision(size >= 1000 ? 6 : 4)));
  };
  // The charts' own guess of how wide a label is can be too small.
  const ruler = document.createElement('canvas').getContext('2d');
  const font = 'Arial, Helvetica, sans-serif';
  const room = names => { ruler.font = '12px ' + font; return Math.ceil(Math.max(0, ...names.map(name => ruler.measureText(name).width))) + 14; };
  const legendLines = (names, width) => {
    let [lines, at] = [1, 0];
    for (const name of names) {
      const item = room([name]) + 24;
      if (at > 0 && at + item > width) { lines++; at = 0; }
      at += item;
    }
    return lines;
  };
  // Breaks a text where it has spaces or hyphens, so that each line fits.
  const wrap = (text, width) => {
    const lines = [''];
    for (const word of String(text).split(/(?<=[\s-])/)) {
      const longer = lines[lines.length - 1] + word;
      if (lines[lines.length - 1] && room([longer.trim()]) - 14 > width) lines.push(word); else lines[lines.length - 1] = longer;
    }
    return lines.map(line => line.trim());
  };
  const three = x => Number(x.toPrecision(3));
  const clip = (text, length) => text.length > length ? text.slice(0, length - 1) + '…' : text;

  // Blue and orange, from nothing at zero: to be told apart by those who do not see red or green.
  const ramps = {
    light: { zero: [255, 255, 255], plus: [[253, 190, 126], [230, 105, 20], [127, 50, 4]], minus: [[158, 202, 235], [43, 123, 186], [8, 48, 107]] },
    dark: { zero: [23, 28, 35], plus: [[122, 62, 16], [232, 138, 48], [255, 222, 178]], minus: [[26, 76, 128], [82, 160, 230], [200, 230, 255]] },
  };
  const mode = () => dark.matches && !printing ? 'dark' : 'light';
  const diverging = t => {
    const ramp = ramps[mode()];
    const stops = [ramp.zero, ...(t < 0 ? ramp.minus : ramp.plus)];
    const at = Math.min(Math.abs(t), 1) * (stops.length - 1);
    const low = Math.min(Math.floor(at), stops.length - 2);
    return stops[low].map((c, i) => Math.round(c + (stops[low + 1][i] - c) * (at - low)));
  };
  const gray = t => {
    const [from, to] = mode() === 'dark' ? [[23, 28, 35], [232, 237, 243]] : [[255, 255, 255], [23, 32, 43]];
    return from.map((c, i) => Math.round(c + (to[i] - c) * Math.min(Math.max(t, 0), 1)));
  };
  // White or black, whichever is easier to read on a colour (WCAG 2.1, relative luminance).
  const legible = hue => {
    const [r, g, b] = hue.map(c => c / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b > 0.179 ? '#000' : '#fff';
  };
  const rgb = ([r, g, b]) => `rgb(${r},${g},${b})`;

  const table = (columns, rows, named = 0) => {
    const figures = text => /^([−+-]?[\d.,]+ ?%?( – [\d.,]+ ?%?)?)?$/.test(text);
    const numeric = columns.map((_, i) => i >= named && rows.some(row => row[i] !== '') && rows.every(row => typeof row[i] === 'number' || row[i] === null || figures(row[i])));
    const cell = (tag, text, i, extra) => make(tag, { className: numeric[i] ? 'n' : tag === 'td' && String(text).length < 24 ? 'short' : '', ...extra }, text);
    return make('table', {},
      make('thead', {}, make('tr', {}, ...columns.map((name, i) => cell('th', name, i, { scope: 'col' })))),
      make('tbody', {}, ...rows.map(row => make('tr', {}, ...row.map((value, i) => cell('td', typeof value === 'number' || value === null ? short(value) : value, i))))));
  };

  const axis = (name, extra) => ({
    name, nameLocation: 'middle', nameGap: 30, nameTextStyle: { color: color('soft'), fontSize: 12 },
    axisLabel: { color: color('soft'), fontSize: 12, hideOverlap: true, formatter: x => typeof x === 'number' ? short(x) : x },
    axisLine: { lineStyle: { color: color('line') } }, axisTick: { lineStyle: { color: color('line') } },
    splitLine: { lineStyle: { color: color('grid') } }, ...extra,
  });
  const base = () => ({
    animation: false, color: hues(), textStyle: { color: color('text'), fontFamily: font },
    tooltip: { confine: true, backgroundColor: color('card'), borderColor: color('line'), textStyle: { color: color('text'), fontSize: 13 } },
    grid: { left: 56, right: 18, top: 34, bottom: 48, containLabel: false },
    legend: { top: 0, left: 0, icon: 'roundRect', itemWidth: 14, itemHeight: 6, itemGap: 12, textStyle: { color: color('text') }, inactiveColor: color('soft') },
  });

  // An axis that begins and ends where its numbers do: its ends need no labels, unless they are round.
  const rounded = (least, most, whole) => {
    const rough = (most - least) / 5;
    if (!(rough > 0)) return short;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = Math.max(power * [1, 2, 3, 5, 10].find((_, i) => rough / power < [1.5, 2.5, 4, 7, 11][i]), whole ? 1 : 0);
    return x => Math.abs(x / step - Math.round(x / step)) < 1e-6 ? short(Number((Math.round(x / step) * step).toPrecision(12))) : '';
  };
  // How far from an upward axis its name must stand, so that it does not touch the numbers.
  const beside = values => {
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const digits = Math.min(Math.max(0, Math.ceil(-Math.log10((most - least) / 5 || 1))), 5);
    return Math.max(42, room([least, most].map(x => Math.abs(x) < 1e6 ? x.toFixed(digits) : short(x))));
  };
  // An axis name below, on as many lines as it needs.
  const below = (name, width) => {
    const lines = wrap(name, width);
    return { name: lines.join('\n'), bottom: 34 + 14 * lines.length };
  };

  // What lies between two lines. Stacked areas would not do: they go wrong below zero.
  const band = (line, hue) => ({
    type: 'custom', name: line.name, silent: true, z: 1, itemStyle: { color: hue }, data: line.x.map((x, i) => [x, line.low[i], line.high[i]]), tooltip: { show: false },
    renderItem: (params, api) => {
      if (params.dataIndex !== 0) return undefined;
      const upper = line.x.map((x, i) => api.coord([x, line.high[i]]));
      const lower = line.x.map((x, i) => api.coord([x, line.low[i]])).reverse();
      return { type: 'polygon', shape: { points: upper.concat(lower) }, style: { fill: hue, opacity: 0.2 } };
    },
    encode: { x: 0, y: [1, 2] }, clip: true,
  });

  const charts = {
    lines(figure, width) {
      const palette = hues();
      const series = [];
      const named = figure.series.filter(line => !line.faint);
      const along = figure.series.flatMap(line => line.x);
      const whole = along.every(Number.isInteger);
      figure.series.forEach(line => {
        const index = named.indexOf(line);
        const hue = line.faint || line.reference ? color('band') : palette[index % palette.length];
        if (line.low) series.push(band(line, hue));
        series.push({
          type: 'line', name: line.name, data: line.x.map((x, i) => [x, line.y[i]]), showSymbol: line.x.length <= 15 && !line.faint && !line.reference,
          symbol: ['circle', 'rect', 'triangle', 'diamond'][Math.max(0, index) % 4], symbolSize: 6, silent: line.faint,
          lineStyle: { color: hue, width: line.faint ? 1 : 2, opacity: line.faint ? 0.35 : 1, type: line.reference ? 'dashed' : 'solid' },
          itemStyle: { color: hue }, z: line.faint ? 1 : 3, tooltip: { show: !line.faint }, step: line.step ? 'middle' : false,
        });
      });
      if (figure.rug) {
        const low = Math.min(...figure.series.flatMap(line => line.y));
        series.push({ type: 'custom', name: 'rows', progressive: 0, silent: true, clip: true, tooltip: { show: false }, data: figure.rug.map(x => [x, low]), encode: { x: 0, y: 1 },
          renderItem: (params, api) => {
            const [x, bottom] = [api.coord([api.value(0), low])[0], params.coordSys.y + params.coordSys.height];
            return { type: 'line', shape: { x1: x, y1: bottom - 9, x2: x, y2: bottom - 1 }, style: { stroke: color('soft'), lineWidth: 1, opacity: 0.5 } };
          } });
      }
      const gap = beside([...figure.series.flatMap(line => [...line.y, ...(line.low ? [...line.low, ...line.high] : [])]), figure.yMin, figure.yMax].filter(Number.isFinite));
      return {
        ...base(), legend: { ...base().legend, show: named.length > 1, data: named.map(line => line.name) },
        grid: { ...base().grid, left: gap + 14, top: named.length > 1 ? 14 + 20 * legendLines(named.map(line => line.name), width) : 14 },
        tooltip: { ...base().tooltip, trigger: 'axis', valueFormatter: short },
        xAxis: axis(figure.xName, { type: 'value', min: figure.xMin ?? 'dataMin', max: figure.xMax ?? 'dataMax', minInterval: whole ? 1 : 0, axisLabel: { color: color('soft'), fontSize: 12, hideOverlap: true, formatter: rounded(figure.xMin ?? Math.min(...along), figure.xMax ?? Math.max(...along), whole) } }),
        yAxis: axis(clip(figure.yName, 40), { type: figure.logarithmic ? 'log' : 'value', scale: true, nameGap: gap, min: figure.yMin ?? undefined, max: figure.yMax ?? undefined }),
        series,
      };
    },

    bars(figure, width) {
      const names = figure.names;
      const labels = names.map(name => clip(name, width < 480 ? 16 : 28));
      const series = [{ type: 'bar', name: figure.valueName, data: figure.values, barMaxWidth: 18, itemStyle: { color: p => color(figure.values[p.dataIndex] < 0 ? 'minus' : figure.signed ? 'plus' : 'c0'), borderRadius: 2 } }];
      if (figure.low) series.push({
        type: 'custom', name: figure.intervalName, silent: true, z: 5, data: names.map((_, i) => [figure.low[i], i, figure.high[i]]), encode: { x: [0, 2], y: 1 },
        renderItem: (params, api) => {
          const a = api.coord([api.value(0), api.value(1)]), b = api.coord([api.value(2), api.value(1)]);
          const style = { stroke: color('text'), lineWidth: 1.4 };
          const line = (x1, y1, x2, y2) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style });
          return { type: 'group', children: [line(a[0], a[1], b[0], b[1]), line(a[0], a[1] - 4, a[0], a[1] + 4), line(b[0], b[1] - 4, b[0], b[1] + 4)] };
        },
      });
      return {
        ...base(), legend: { show: false }, grid: { left: room(labels), right: 24, top: 8, bottom: 48 },
        xAxis: axis(figure.valueName, { type: 'value' }),
        yAxis: axis('', { type: 'category', data: labels, inverse: true, axisLabel: { color: color('text'), interval: 0 } }),
        tooltip: { ...base().tooltip, trigger: 'axis', axisPointer: { type: 'shadow' }, formatter: p => { const i = p[0].dataIndex; return `${escaped(names[i])}: <b>${short(figure.values[i])}</b>` + (figure.low ? `<br>${short(figure.low[i])} to ${short(figure.high[i])}` : ''); } },
        series,
      };
    },

    intervals(figure, width) {
      const labels = figure.names.map(name => clip(name, width < 480 ? 20 : 48));
      const hue = i => figure.low[i] === null || figure.low[i] <= 1 && figure.high[i] >= 1 ? color('soft') : color(figure.values[i] < 1 ? 'minus' : 'plus');
      const known = figure.names.map((_, i) => i).filter(i => figure.low[i] !== null);
      // An interval of two or three rounds may be far wider than all ratios: it is cut, so that the others stay legible.
      const all = [1, ...figure.values];
      const [least, most] = [Math.min(...all), Math.max(...all)];
      const ends = known.flatMap(i => [figure.low[i], figure.high[i]]).filter(x => x > least / 1.5 && x < most * 1.5);
      const [from, to] = [Math.min(least, ...ends) * 0.97, Math.max(most, ...ends) * 1.03];
      return {
        ...base(), legend: { show: false }, grid: { left: room(labels), right: 24, top: 8, bottom: 48 },
        xAxis: axis(figure.valueName, { type: figure.logarithmic ? 'log' : 'value', min: from, max: to, axisLabel: { color: color('soft'), fontSize: 12, hideOverlap: true, showMinLabel: false, showMaxLabel: false, formatter: short } }),
        yAxis: axis('', { type: 'category', data: labels, inverse: true, axisLabel: { color: color('text'), interval: 0 } }),
        tooltip: { ...base().tooltip, formatter: p => p.seriesType !== 'scatter' ? '' : `${escaped(figure.names[p.dataIndex])}: <b>${short(figure.values[p.dataIndex])}</b>` + (figure.low[p.dataIndex] === null ? '' : `<br>${short(figure.low[p.dataIndex])} to ${short(figure.high[p.dataIndex])}`) },
        series: [{
          type: 'custom', progressive: 0, silent: true, clip: true, z: 2, data: known.map(i => [Math.max(figure.low[i], from), i, Math.min(figure.high[i], to)]), encode: { x: [0, 2], y: 1 },
          renderItem: (params, api) => {
            const a = api.coord([api.value(0), api.value(1)]), b = api.coord([api.value(2), api.value(1)]);
            return { type: 'line', shape: { x1: a[0], y1: a[1], x2: b[0], y2: b[1] }, style: { stroke: hue(api.value(1)), lineWidth: 2 } };
          },
        }, {
          type: 'scatter', name: figure.valueName, data: figure.values.map((x, i) => [x, i]), symbolSize: 9, z: 3, itemStyle: { color: p => hue(p.dataIndex) },
          markLine: { symbol: 'none', silent: true, animation: false, label: { show: false }, lineStyle: { color: color('soft'), type: 'dashed' }, data: [{ xAxis: 1 }] },
        }],
      };
    },

    matrix(figure) {
      const [rows, columns] = [figure.rows, figure.columns].map(names => names.map(name => clip(name, 12)));
      const data = [];
      let most = 0;
      figure.values.forEach((row, i) => row.forEach((value, j) => { data.push([j, i, value]); if (i !== j) most = Math.max(most, value); }));
      // The diagonal holds nearly everything: what is off it has a scale of its own.
      const shade = (i, j, value) => i === j ? 0 : most ? Math.sqrt(value / most) : 0;
      const fill = (i, j, value) => i === j ? color('c0') : rgb(diverging(shade(i, j, value) * 0.66));
      const wide = figure.columns.length > 12;
      return {
        ...base(), legend: { show: false }, grid: { left: room(rows) + 22, right: 8, top: 8, bottom: 48 },
        xAxis: axis(figure.columnName, { type: 'category', data: columns, splitLine: { show: false }, axisLabel: { color: color('text'), hideOverlap: true } }),
        yAxis: axis(figure.rowName, { type: 'category', data: rows, inverse: true, splitLine: { show: false }, nameGap: room(rows), axisLabel: { color: color('text') } }),
        tooltip: { ...base().tooltip, formatter: p => `${escaped(figure.rowName)} ${escaped(figure.rows[p.value[1]])}, ${escaped(figure.columnName)} ${escaped(figure.columns[p.value[0]])}: <b>${short(p.value[2])}</b>` },
        series: [{
          type: 'custom', progressive: 0, data, encode: { x: 0, y: 1 },
          renderItem: (params, api) => {
            const [j, i, value] = [api.value(0), api.value(1), api.value(2)];
            const [x, y] = api.coord([j, i]);
            const [w, h] = api.size([1, 1]);
            const children = [{ type: 'rect', shape: { x: x - w / 2 + 1, y: y - h / 2 + 1, width: Math.max(w - 2, 1), height: Math.max(h - 2, 1), r: 2 }, style: { fill: fill(i, j, value) } }];
            if (!wide && value) {
              children.push({ type: 'text', style: { text: short(value), x, y, align: 'center', verticalAlign: 'middle', fill: legible(i === j ? hexed(color('c0')) : diverging(shade(i, j, value) * 0.66)), font: '600 ' + (w < 30 ? 10 : 12) + 'px ' + font } });
            }
            return { type: 'group', children };
          },
        }],
      };
    },

    waterfall(figure, width) {
      let at = figure.base;
      const steps = figure.items.map(item => { const from = at; at += item.phi; return { ...item, from, to: at }; });
      const names = steps.map(step => step.value === null || step.value === undefined ? step.name : `${step.name} = ${step.value}`);
      const labels = steps.map(step => step.value === null || step.value === undefined ? step.name : `${clip(step.name, width < 480 ? 12 : 26)} = ${step.value}`);
      const ends = [figure.base, figure.total];
      const left = room(labels);
      const under = below(figure.valueName, width - left - 46);
      return {
        ...base(), legend: { show: false }, grid: { left, right: 46, top: 26, bottom: under.bottom },
        xAxis: axis(under.name, { type: 'value', scale: true, min: e => e.min - (e.max - e.min) * 0.08, max: e => e.max + (e.max - e.min) * 0.08, axisLabel: { color: color('soft'), showMinLabel: false, showMaxLabel: false, hideOverlap: true, formatter: short } }),
        yAxis: axis('', { type: 'category', data: labels, inverse: true, axisLine: { show: false }, axisTick: { show: false }, axisLabel: { color: color('text'), interval: 0 } }),
        tooltip: { ...base().tooltip, formatter: p => `${escaped(names[p.dataIndex])}: <b>${steps[p.dataIndex].phi > 0 ? '+' : ''}${short(steps[p.dataIndex].phi)}</b>` },
        series: [{
          type: 'custom', silent: true, z: 1, data: ends.map(x => [x, 0]), encode: { x: 0, y: 1 },
          renderItem: (params, api) => {
            const [x, top] = [api.coord([ends[params.dataIndex], 0])[0], params.coordSys.y];
            // Of two numbers that are near each other, one stands to the left and one to the right.
            const near = Math.abs(api.coord([ends[0], 0])[0] - api.coord([ends[1], 0])[0]) < 60;
            const align = !near ? 'center' : ends[params.dataIndex] === Math.min(...ends) && params.dataIndex === ends.indexOf(Math.min(...ends)) ? 'right' : 'left';
            return { type: 'group', children: [
              { type: 'line', shape: { x1: x, y1: top - 4, x2: x, y2: top + params.coordSys.height }, style: { stroke: color('soft'), lineWidth: 1.2, lineDash: [4, 3] } },
              { type: 'text', style: { text: short(three(ends[params.dataIndex])), x, y: top - 13, align, verticalAlign: 'middle', fill: color('text'), font: '12px ' + font } },
            ] };
          },
        }, {
          type: 'custom', progressive: 0, z: 4, data: steps.map((step, i) => [step.from, step.to, i]), encode: { x: [0, 1], y: 2 },
          renderItem: (params, api) => {
            const step = steps[params.dataIndex];
            const a = api.coord([step.from, params.dataIndex]), b = api.coord([step.to, params.dataIndex]);
            const h = Math.min(api.size([0, 1])[1] * 0.68, 22);
            const left = Math.min(a[0], b[0]), right = Math.max(a[0], b[0]);
            const children = [{ type: 'rect', shape: { x: left, y: a[1] - h / 2, width: Math.max(right - left, 1), height: h, r: 2 }, style: { fill: color(step.phi < 0 ? 'minus' : 'plus') } },
              { type: 'text', style: { text: (step.phi > 0 ? '+' : '') + short(three(step.phi)), x: right + 5, y: a[1], verticalAlign: 'middle', fill: color('text'), stroke: color('card'), lineWidth: 3, font: '12px ' + font } }];
            if (params.dataIndex < steps.length - 1) children.push({ type: 'line', shape: { x1: b[0], y1: b[1] - h / 2, x2: b[0], y2: b[1] + api.size([0, 1])[1] - h / 2 }, style: { stroke: color('soft'), lineWidth: 1, lineDash: [2, 2] } });
            return { type: 'group', children };
          },
        }],
      };
    },

    beeswarm(figure, width) {
      const labels = figure.features.map(feature => clip(feature.name, width < 480 ? 16 : 28));
      const data = [];
      figure.features.forEach((feature, f) => {
        // Dots that would lie on one another are put side by side.
        const seen = new Map();
        feature.phi.forEach((phi, i) => {
          const bin = Math.round(phi / figure.step);
          const n = seen.get(bin) || 0;
          seen.set(bin, n + 1);
          data.push([phi, f, feature.level[i], n, i]);
        });
      });
      return {
        ...base(), legend: { show: false }, grid: { left: room(labels), right: 20, top: 40, bottom: 48 },
        xAxis: axis(figure.valueName, { type: 'value', scale: false }),
        yAxis: axis('', { type: 'category', data: labels, inverse: true, splitLine: { show: true, lineStyle: { color: color('grid') } }, axisLabel: { color: color('text'), interval: 0 } }),
        visualMap: { type: 'continuous', min: 0, max: 1, dimension: 2, orient: 'horizontal', top: 0, left: 0, itemWidth: 10, itemHeight: 110, text: ['high', 'low value'], textStyle: { color: color('soft') }, inRange: { color: [color('minus'), color('band'), color('plus')] }, calculable: false },
        tooltip: { ...base().tooltip, formatter: p => { const feature = figure.features[p.value[1]]; return `${escaped(feature.name)} = ${escaped(feature.value[p.value[4]])}: <b>${short(p.value[0])}</b>`; } },
        series: [{
          type: 'custom', progressive: 0, data, encode: { x: 0, y: 1 },
          renderItem: (params, api) => {
            const [x, y] = api.coord([api.value(0), api.value(1)]);
            const room = api.size([0, 1])[1] * 0.45;
            const n = api.value(3);
            const shift = Math.min(Math.ceil(n / 2) * 2.6, room) * (n % 2 ? 1 : -1);
            return { type: 'circle', shape: { cx: x, cy: y + shift, r: 2.6 }, style: { fill: api.visual('color'), opacity: 0.85 } };
          },
        }],
      };
    },

    heat(figure, width) {
      const rows = figure.rows.map(name => clip(name, width < 480 ? 14 : 28));
      const left = room(rows);
      const columns = figure.columns.map(name => wrap(clip(name, 30), (width - left - 8) / figure.columns.length - 6));
      const data = figure.values.flatMap((row, i) => row.map((value, j) => [j, i, value]));
      return {
        ...base(), legend: { show: false }, grid: { left, right: 8, top: 12 + 15 * Math.max(...columns.map(lines => lines.length)), bottom: 8 },
        xAxis: axis('', { type: 'category', data: columns.map(lines => lines.join('\n')), position: 'top', splitLine: { show: false }, axisLine: { show: false }, axisTick: { show: false }, axisLabel: { color: color('text'), interval: 0 } }),
        yAxis: axis('', { type: 'category', data: rows, inverse: true, splitLine: { show: false }, axisLine: { show: false }, axisTick: { show: false }, axisLabel: { color: color('text'), interval: 0 } }),
        tooltip: { ...base().tooltip, formatter: p => `${escaped(figure.rows[p.value[1]])}, ${escaped(figure.columns[p.value[0]])}: <b>${short(p.value[2])}</b> ${escaped(figure.valueName)}` },
        series: [{
          type: 'custom', progressive: 0, data, encode: { x: 0, y: 1 },
          renderItem: (params, api) => {
            const [j, i, value] = data[params.dataIndex];
            const [x, y] = api.coord([j, i]);
            const [w, h] = api.size([1, 1]);
            // Two thirds of the ramp, so that the numbers stay legible.
            const shade = value === null ? 0 : value / figure.limit * 0.62;
            return { type: 'group', children: [
              { type: 'rect', shape: { x: x - w / 2 + 1, y: y - h / 2 + 1, width: Math.max(w - 2, 1), height: Math.max(h - 2, 1), r: 2 }, style: { fill: rgb(diverging(shade)), stroke: color('grid') } },
              { type: 'text', style: { text: value === null ? '–' : (value > 0 ? '+' : '') + short(three(value)), x, y, align: 'center', verticalAlign: 'middle', fill: legible(diverging(shade)), font: (w < 46 ? 10 : 12) + 'px ' + font } },
            ] };
          },
        }],
      };
    },

    flow(figure, width) {
      const margin = width < 480 ? 38 : 64;
      const at = (layer, i) => [layer, (i + 0.5) / figure.layers[layer].nodes.length];
      const edges = [...figure.edges].sort((a, b) => Math.abs(a[3]) - Math.abs(b[3]));
      const nodes = figure.layers.flatMap((layer, l) => layer.nodes.map((node, i) => ({ ...node, l, i })));
      const side = node => node.picture ? 36 : 14;
      const hue = value => color(value < 0 ? 'minus' : 'plus');
      const signed = value => (value > 0 ? '+' : '') + short(three(value));
      const name = (layer, i) => escaped(figure.layers[layer].nodes[i].name);
      const label = (text, x, y, bold) => ({ type: 'text', silent: true, style: { text, x, y, align: 'center', verticalAlign: 'middle', fill: color(bold ? 'soft' : 'text'), stroke: color('card'), lineWidth: 3, font: (bold ? '600 12px ' : '11px ') + font } });
      const hidden = { type: 'value', show: false };
      return {
        ...base(), legend: { show: false }, grid: { left: margin, right: margin, top: 22, bottom: 4 },
        xAxis: { ...hidden, min: 0, max: Math.max(1, figure.layers.length - 1) }, yAxis: { ...hidden, min: 0, max: 1, inverse: true },
        tooltip: { ...base().tooltip, formatter: p => p.seriesIndex === 0
          ? `${name(edges[p.dataIndex][0], edges[p.dataIndex][1])} ← ${name(edges[p.dataIndex][0] + 1, edges[p.dataIndex][2])}: <b>${signed(edges[p.dataIndex][3])}</b>`
          : `${escaped(nodes[p.dataIndex].name)}: <b>${signed(nodes[p.dataIndex].value)}</b>` },
        series: [{
          type: 'custom', progressive: 0, data: edges.map(([l, from]) => at(l, from)), encode: { x: 0, y: 1 },
          renderItem: (params, api) => {
            const [l, from, to, value] = edges[params.dataIndex];
            const [a, b] = [api.coord(at(l, from)), api.coord(at(l + 1, to))];
            const [x1, x2] = [a[0] + side(figure.layers[l].nodes[from]) / 2, b[0] - side(figure.layers[l + 1].nodes[to]) / 2];
            const middle = (x1 + x2) / 2;
            return { type: 'bezierCurve', shape: { x1, y1: a[1], x2, y2: b[1], cpx1: middle, cpy1: a[1], cpx2: middle, cpy2: b[1] }, style: { stroke: hue(value), fill: null, opacity: 0.5, lineWidth: Math.max(0.4, 12 * Math.abs(value) / figure.widest) } };
          },
        }, {
          type: 'custom', progressive: 0, z: 5, data: nodes.map(node => at(node.l, node.i)), encode: { x: 0, y: 1 },
          renderItem: (params, api) => {
            const node = nodes[params.dataIndex];
            const [x, y] = api.coord(at(node.l, node.i));
            const size = side(node);
            const children = [];
            if (node.picture) {
              const canvas = document.createElement('canvas');
              drawPanel(canvas, { values: node.picture }, { width: figure.pictureWidth, height: figure.pictureHeight, limit: figure.limit }, 3);
              children.push({ type: 'image', style: { image: canvas.toDataURL(), x: x - size / 2, y: y - size / 2, width: size, height: size } });
              children.push({ type: 'rect', shape: { x: x - size / 2, y: y - size / 2, width: size, height: size }, style: { fill: null, stroke: color('line') } });
            } else {
              children.push({ type: 'rect', shape: { x: x - size / 2, y: y - size / 2, width: size, height: size, r: 3 }, style: { fill: hue(node.value) } });
            }
            const column = (width - 2 * margin) / Math.max(1, figure.layers.length - 1);
            const most = Math.max(4, Math.floor((Math.min(column, 2 * margin + 20) - 44) / 6));
            children.push(label(`${clip(node.name, most)} ${signed(node.value)}`, x, y + size / 2 + 8));
            if (node.i === 0) children.push(label(figure.layers[node.l].name, x, 9, true));
            return { type: 'group', children };
          },
        }],
      };
    },

    dots(figure) {
      const gap = beside(figure.y);
      return {
        ...base(), legend: { show: false }, grid: { ...base().grid, left: gap + 14, top: 14 },
        xAxis: axis(figure.xName, { type: 'value', scale: true }), yAxis: axis(figure.yName, { type: 'value', scale: true, nameGap: gap }),
        tooltip: { ...base().tooltip, formatter: p => `${escaped(figure.xName)} ${short(p.value[0])}<br>${escaped(figure.yName)} ${short(p.value[1])}` },
        series: [{ type: 'scatter', data: figure.x.map((x, i) => [x, figure.y[i]]), symbolSize: 5, itemStyle: { color: color('c0'), opacity: 0.55 },
          markLine: { symbol: 'none', silent: true, animation: false, label: { show: false }, lineStyle: { color: color('soft'), type: 'dashed' }, data: [[{ coord: [figure.least, figure.least] }, { coord: [figure.most, figure.most] }]] } }],
      };
    },
  };

  // The picture's own pixels as an outline over the heat map, so that one sees what lies where.
  const drawPanel = (canvas, panel, figure, zoom = Math.max(1, Math.round(252 / Math.max(figure.width, figure.height)))) => {
    const { width, height } = figure;
    canvas.width = width * zoom;
    canvas.height = height * zoom;
    const pen = canvas.getContext('2d');
    const cells = panel.values || panel.ink;
    for (let i = 0; i < cells.length; i++) {
      pen.fillStyle = rgb(panel.values ? diverging(cells[i] / figure.limit) : gray(cells[i]));
      pen.fillRect(i % width * zoom, Math.floor(i / width) * zoom, zoom, zoom);
    }
    if (panel.values && panel.ink) {
      const inside = (x, y) => x >= 0 && y >= 0 && x < width && y < height && panel.ink[y * width + x] >= 0.4;
      pen.strokeStyle = color('ink');
      pen.globalAlpha = 0.75;
      pen.lineWidth = Math.max(1, zoom / 7);
      pen.beginPath();
      for (let y = 0; y <= height; y++) {
        for (let x = 0; x <= width; x++) {
          if (inside(x, y) !== inside(x - 1, y)) { pen.moveTo(x * zoom, y * zoom); pen.lineTo(x * zoom, (y + 1) * zoom); }
          if (inside(x, y) !== inside(x, y - 1)) { pen.moveTo(x * zoom, y * zoom); pen.lineTo((x + 1) * zoom, y * zoom); }
        }
      }
      pen.stroke();
    }
  };

  const pictures = figure => {
    const box = make('div', { className: 'pictures' });
    const most = Math.max(...figure.rows.map(row => row.panels.length));
    box.style.setProperty('--panels', most);
    box.style.setProperty('--few', Math.min(most, 4));
    for (const row of figure.rows) {
      const panels = make('div', { className: 'panels' }, ...row.panels.map(panel => {
        const canvas = make('canvas', { role: 'img', 'aria-label': panel.alt });
        drawn.push({ draw: () => drawPanel(canvas, panel, figure) });
        return make('div', { className: 'panel' }, canvas, panel.title ? make('span', {}, panel.title) : null);
      }));
      box.append(make('div', { className: row.title ? 'block' : 'gallery' }, row.title ? make('p', {}, row.title) : null, panels));
    }
    if (!figure.limit) return [box];
    const bar = make('canvas', { width: 201, height: 1, role: 'img', 'aria-label': `Colours from ${short(three(-figure.limit))} to ${short(three(figure.limit))}` });
    drawn.push({ draw: () => { const pen = bar.getContext('2d'); for (let i = 0; i < 201; i++) { pen.fillStyle = rgb(diverging((i - 100) / 100)); pen.fillRect(i, 0, 1, 1); } } });
    return [box, make('div', { className: 'scale' }, bar, make('span', {}, `≤ ${short(three(-figure.limit))} ${figure.minusName}`), make('span', {}, '0'), make('span', {}, `${figure.plusName} ≥ ${short(three(figure.limit))}`)),
      make('p', { className: 'clipped' }, `One scale for all of these. ${(100 * figure.clipped).toFixed(1)} % of the numbers lie beyond it and have the colour of its ends.`)];
  };

  const tables = {
    lines: f => f.series.map(line => [line.name, table([f.xName, f.yName, ...(line.low ? ['low', 'high'] : [])], line.x.map((x, i) => [x, line.y[i], ...(line.low ? [line.low[i], line.high[i]] : [])]))]),
    bars: f => [['', table(['', f.valueName, ...(f.low ? ['low', 'high'] : [])], f.names.map((name, i) => [name, f.values[i], ...(f.low ? [f.low[i], f.high[i]] : [])]))]],
    intervals: f => [['', table(['', f.valueName, 'low', 'high'], f.names.map((name, i) => [name, f.values[i], f.low[i], f.high[i]]))]],
    matrix: f => [['', table([`${f.rowName} ↓ ${f.columnName} →`, ...f.columns], f.rows.map((name, i) => [name, ...f.values[i]]))]],
    waterfall: f => [['', table(['feature', 'value', f.valueName], [...f.items.map(item => [item.name, item.value ?? '', item.phi]), ['start', '', f.base], ['end', '', f.total]])]],
    beeswarm: f => f.features.map(feature => [feature.name, table(['value', f.valueName], feature.phi.map((phi, i) => [feature.value[i], phi]))]),
    heat: f => [['', table(['', ...f.columns], f.rows.map((name, i) => [name, ...f.values[i]]), 1)]],
    flow: f => [['', table(['from', 'to', 'relevance'], f.edges.map(([l, from, to, value]) => [f.layers[l + 1].nodes[to].name, f.layers[l].nodes[from].name, value]), 2)],
      ...f.layers.map(layer => [layer.name, table(['', 'relevance'], layer.nodes.map(node => [node.name, node.value]), 1)])],
    dots: f => [['', table([f.xName, f.yName], f.x.map((x, i) => [x, f.y[i]]))]],
    pictures: f => f.rows.flatMap(row => row.panels.map(panel => {
      const cells = panel.values || panel.ink;
      const lines = Array.from({ length: f.height }, (_, y) => Array.from(cells.slice(y * f.width, (y + 1) * f.width)));
      return [[row.title, panel.title].filter(Boolean).join(', ') || panel.alt, table(lines[0].map((_, x) => String(x)), lines)];
    })),
  };

  const numbers = figure => {
    const details = make('details', {}, make('summary', {}, 'The numbers'));
    details.addEventListener('toggle', () => {
      if (details.open && details.childElementCount === 1) {
        const box = make('div', { className: 'scroll', tabIndex: 0, role: 'region', 'aria-label': `The numbers of: ${figure.title}` });
        for (const [name, content] of tables[figure.kind](figure)) box.append(make('p', {}, make('strong', {}, name)), content);
        details.append(box);
      }
    });
    return details;
  };

  const body = figure => {
    switch (figure.kind) {
      case 'facts': return [make('dl', { className: 'facts' }, ...figure.items.flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, value)]))];
      case 'table': return [make('div', { className: 'scroll', tabIndex: 0, role: 'region', 'aria-label': figure.title }, table(figure.columns, figure.rows, 1))];
      case 'pictures': return [...pictures(figure), numbers(figure)];
      default: {
        const box = make('div', { className: 'chart', role: 'img', 'aria-label': figure.alt, 'data-kind': figure.kind });
        if (figure.height) box.style.flexBasis = figure.height + 'px';
        drawn.push({
          draw() {
            if (!this.chart) {
              this.chart = echarts.init(box, null, { renderer: 'svg' });
              new ResizeObserver(() => { this.chart.resize(); this.draw(); }).observe(box);
            }
            this.chart.setOption(charts[figure.kind](figure, box.clientWidth), true);
          },
        });
        return [box, numbers(figure)];
      }
    }
  };

  // Rows of two figures, then of three, so that none is left alone on its row.
  const sizes = figures => {
    const all = figures.map(figure => figure.wide ? 'wide' : '');
    for (let from = 0; from < all.length;) {
      let to = from;
      while (to < all.length && all[to] === '') to++;
      for (let left = to - from; left > 0;) {
        const row = left === 1 ? 1 : left % 3 === 0 ? 3 : 2;
        all.fill(['', 'wide', 'half', 'third'][row], from, from + row);
        from += row;
        left -= row;
      }
      from = to + 1;
    }
    return all;
  };

  const draw = () => drawn.forEach(item => item.draw());
  const show = () => {
    document.getElementById('top').append(make('h1', {}, report.title), make('p', {}, report.subtitle),
      make('dl', { className: 'numbers' }, ...report.headline.map(([name, value]) => make('div', {}, make('dt', {}, name), make('dd', {}, value)))));
    document.getElementById('contents').append(make('ul', {}, ...report.sections.map(section => make('li', {}, make('a', { href: '#' + section.id }, section.title)))));
    const main = document.getElementById('sections');
    main.replaceChildren();
    for (const section of report.sections) {
      main.append(make('section', { id: section.id, 'aria-labelledby': section.id + '-title' }, make('h2', { id: section.id + '-title' }, section.title), make('p', {}, section.text),
        make('div', { className: 'figures' }, ...section.figures.map((figure, i) => make('figure', { className: sizes(section.figures)[i] },
          make('figcaption', {}, make('h3', {}, figure.title), figure.note ? make('p', {}, figure.note) : null), ...body(figure))))));
    }
    const save = make('button', { className: 'button', type: 'button' }, 'Save all numbers as JSON');
    save.addEventListener('click', () => {
      const link = make('a', { href: URL.createObjectURL(new Blob([document.getElementById('data').textContent], { type: 'application/json' })), download: 'report.json' });
      link.click();
      URL.revokeObjectURL(link.href);
    });
    document.getElementById('end').append(make('p', {}, report.footer), save);
    draw();
  };
  dark.addEventListener('change', draw);
  const print = now => () => { printing = now; document.documentElement.classList.toggle('printing', now); draw(); };
  window.addEventListener('beforeprint', () => print(true));
  window.addEventListener('afterprint', () => print(false));
  show();
})();
