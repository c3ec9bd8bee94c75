import assert from 'node:assert/strict';
import { test } from 'node:test';
import { contrast, luminance, oklchHue, parseHex, readableOn } from '../../src/theme/color.ts';
import { themeTokens } from '../../src/theme/tokens.ts';

test('hues agree with the conversion of CSS Color 4', () => {
  // oklch() of the sRGB primaries, as browsers print them.
  for (const [hsl, oklch] of [
    [0, 29.23],
    [120, 142.5],
    [240, 264.05],
  ] as const) {
    assert.ok(Math.abs(oklchHue(hsl) - oklch) < 0.1, `${hsl}: ${oklchHue(hsl)}`);
  }
});

test('contrast agrees with the examples of WCAG', () => {
  assert.equal(contrast(0, 1), 21);
  const grey = luminance(parseHex('#767676') ?? [0, 0, 0]);
  assert.ok(Math.abs(contrast(grey, 1) - 4.54) < 0.01);
});

test('words on the accent are readable', () => {
  assert.equal(readableOn('#ffe600'), '#000000');
  assert.equal(readableOn('#1a237e'), '#ffffff');
  assert.equal(readableOn('rebeccapurple'), '#ffffff');
});

/** Relative luminance of a grey in OKLCH: its lightness cubed. */
function greyLuminance(value: string | undefined): number {
  const percent = Number(/^oklch\(([\d.]+)%/.exec(value ?? '')?.[1]);
  return (percent / 100) ** 3;
}

for (const colorScheme of ['light', 'dark'] as const) {
  for (const shade of [-4, 0, 4] as const) {
    test(`text is readable, ${colorScheme}, shade ${shade}`, () => {
      const tokens = themeTokens({
        colorScheme,
        color: { grayscale: { hue: 200, tint: 9, shade } },
      });
      for (const [text, background, least] of [
        ['text', 'bubble', 7],
        ['soft', 'bg', 4.5],
        ['faint', 'bg', 3.5],
        ['soft', 'sunken', 4.5],
      ] as const) {
        const found = contrast(greyLuminance(tokens[text]), greyLuminance(tokens[background]));
        assert.ok(found >= least, `${text} on ${background}: ${found.toFixed(2)}`);
      }
    });
  }
}

test('the page decides on accent, radius, density and type size', () => {
  const tokens = themeTokens({
    radius: 'sharp',
    density: 'compact',
    typography: { baseSize: 18 },
    color: {
      accent: { primary: '#ff0000', level: 3 },
      surface: { background: '#111', foreground: '#222' },
    },
  });
  assert.deepEqual(
    [
      tokens['radius-box'],
      tokens['space'],
      tokens['font-size'],
      tokens['accent'],
      tokens['bubble'],
      tokens['bg'],
    ],
    ['0px', '3.28px', '18px', '#ff0000', '#ff0000', '#111'],
  );
});
