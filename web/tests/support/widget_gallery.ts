/** Widgets that together have every component of the contract. */

const save = { type: 'save', payload: { source: 'test' } };
const countries = Array.from({ length: 18 }, (_, at) => ({
  value: `c${at}`,
  label: `Country ${String.fromCharCode(65 + at)}`,
  description: at === 2 ? 'The third of them' : undefined,
  disabled: at === 1,
}));

/** A card that is a form, with a field of each kind. */
export const formCard = {
  type: 'Card',
  id: 'form-card',
  size: 'md',
  asForm: true,
  status: { text: 'Booking', icon: 'calendar' },
  confirm: { label: 'Book', action: save },
  cancel: { label: 'Leave', action: { type: 'leave' } },
  children: [
    { type: 'Title', value: 'Book a table' },
    { type: 'Text', value: 'For the whole team', editable: { name: 'title', required: true } },
    { type: 'Label', value: 'Your name', fieldName: 'guest.name' },
    { type: 'Input', name: 'guest.name', required: true, placeholder: 'Ada Lovelace' },
    { type: 'Label', value: 'E-mail', fieldName: 'guest.email' },
    { type: 'Input', name: 'guest.email', inputType: 'email', variant: 'soft' },
    {
      type: 'Row',
      wrap: 'wrap',
      children: [
        {
          type: 'DatePicker',
          name: 'day',
          defaultValue: '2026-11-25T00:00:00Z',
          min: '2026-11-10',
          max: '2027-01-15',
          clearable: true,
        },
        { type: 'Select', name: 'country', options: countries, placeholder: 'Country' },
      ],
    },
    {
      type: 'RadioGroup',
      name: 'size',
      ariaLabel: 'Size',
      direction: 'row',
      defaultValue: 'm',
      options: [
        { value: 's', label: 'Small' },
        { value: 'm', label: 'Medium' },
        { value: 'l', label: 'Large', disabled: true },
      ],
    },
    { type: 'Checkbox', name: 'terms', label: 'I have read the terms' },
    { type: 'Textarea', name: 'note', rows: 2, placeholder: 'Anything else?' },
  ],
};

/** A chart with a series of each type. */
export const chart = {
  type: 'Chart',
  xAxis: 'month',
  showYAxis: true,
  data: [
    { month: 'Jan', web: 120, shop: 80, plan: 150 },
    { month: 'Feb', web: 180, shop: 60, plan: 190 },
    { month: 'Mar', web: 140, shop: 110, plan: 230 },
    { month: 'Apr', web: 260, shop: 90, plan: 270 },
  ],
  series: [
    { type: 'bar', dataKey: 'web', label: 'Web', stack: 'sales' },
    { type: 'bar', dataKey: 'shop', label: 'Shop', stack: 'sales' },
    { type: 'line', dataKey: 'plan', label: 'Plan', curveType: 'monotone' },
  ],
};

const cell = (value: string, more: object = {}) => ({
  type: 'Table.Cell',
  children: [{ type: 'Text', value }],
  ...more,
});

/** A table whose second column is of numbers. */
export const table = {
  type: 'Table',
  children: [
    { type: 'Table.Row', header: true, children: [cell('Item'), cell('Price', { align: 'end' })] },
    { type: 'Table.Row', children: [cell('Tea'), cell('3.20', { align: 'end' })] },
    { type: 'Table.Row', children: [cell('Cake and tea together', { colSpan: 2 })] },
  ],
};

/** Charts, a table and the small things; with nulls and a type that nobody knows. */
export const contentCard = {
  type: 'Card',
  size: 'lg',
  status: null,
  children: [
    {
      type: 'Row',
      children: [
        { type: 'Icon', name: 'analytics', size: 'xl', color: 'info' },
        { type: 'Title', value: 'Sales', size: null },
        { type: 'Spacer' },
        { type: 'Badge', label: 'live', color: 'success', pill: true },
      ],
    },
    chart,
    {
      type: 'Chart',
      height: 140,
      xAxis: { dataKey: 'month', hide: true },
      showLegend: false,
      data: chart.data,
      series: [{ type: 'area', dataKey: 'plan', label: 'Plan', curveType: 'natural' }],
    },
    { type: 'Divider', flush: true },
    table,
    { type: 'Transition', children: { type: 'Caption', value: 'Figures of this year' } },
    { type: 'Hologram', children: [{ type: 'Text', value: 'Inside the unknown' }] },
    {
      type: 'Row',
      children: [
        {
          type: 'Image',
          alt: 'A dot',
          size: 40,
          src: 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
        },
        { type: 'Image', alt: 'Elsewhere', size: 90, src: 'https://elsewhere.test/pixel.png' },
      ],
    },
    null,
  ],
};

/** A list of seven rows, of which five are shown. */
export const list = {
  type: 'ListView',
  limit: 'auto',
  status: { text: 'Seven places' },
  children: Array.from({ length: 7 }, (_, at) => ({
    type: 'ListViewItem',
    onClickAction: { type: 'choose', payload: { at } },
    children: [
      { type: 'Icon', name: 'map-pin' },
      {
        type: 'Col',
        children: [
          { type: 'Text', value: `Place ${at + 1}`, weight: 'semibold' },
          { type: 'Caption', value: 'Open until ten' },
        ],
      },
    ],
  })),
};

const COLORS = ['secondary', 'info', 'success', 'warning', 'danger', 'discovery'] as const;
const row = (children: object[]) => ({ type: 'Row', wrap: 'wrap', gap: 2, children });
const press = { type: 'press' };

/** Words, badges and buttons in each of their looks. */
export const lookCard = {
  type: 'Card',
  size: 'lg',
  children: [
    { type: 'Title', value: 'Looks', size: 'lg' },
    { type: 'Text', value: 'A line of text', weight: 'medium' },
    { type: 'Text', value: 'Struck through and secondary', lineThrough: true, color: 'secondary' },
    { type: 'Markdown', value: 'Markdown with **bold**, `code` and\n\n* a point\n* another' },
    row(COLORS.map((color) => ({ type: 'Badge', label: color, color }))),
    row(COLORS.map((color) => ({ type: 'Badge', label: color, color, variant: 'solid' }))),
    row(COLORS.map((color) => ({ type: 'Badge', label: color, color, variant: 'outline' }))),
    { type: 'Divider' },
    row([
      { type: 'Button', label: 'Primary', style: 'primary', onClickAction: press },
      { type: 'Button', label: 'Secondary', onClickAction: press },
      { type: 'Button', label: 'Soft', variant: 'soft', color: 'info', onClickAction: press },
      { type: 'Button', label: 'Ghost', variant: 'ghost', onClickAction: press },
      { type: 'Button', label: 'Danger', variant: 'solid', color: 'danger', onClickAction: press },
      { type: 'Button', label: 'Not now', disabled: true, onClickAction: press },
      { type: 'Button', iconStart: 'plus', uniform: true, onClickAction: press },
      { type: 'Button', label: 'Next', iconEnd: 'chevron-right', onClickAction: press },
    ]),
    { type: 'Button', label: 'From edge to edge', block: true, onClickAction: press },
    {
      type: 'Box',
      padding: 3,
      radius: 'md',
      background: 'surface-secondary',
      border: { size: 1 },
      children: [{ type: 'Caption', value: 'A box of its own' }],
    },
  ],
};

/** A root without a frame. */
export const basic = {
  type: 'Basic',
  children: [
    { type: 'Title', value: 'Without a frame', size: 'sm' },
    { type: 'Text', value: 'What stands here is a part of the conversation.' },
  ],
};
