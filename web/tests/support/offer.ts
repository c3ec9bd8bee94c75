interface Element extends HTMLElement {
  options: object;
  setOptions(options: object): void;
  setComposerValue(value: object): Promise<void>;
  focusComposer(): Promise<void>;
}

/** The page after `offer`. */
export interface OfferPage {
  chat: Element;
  complete(options: object): object;
  /** What the page's functions were called with. */
  calls: unknown[];
}

/** Tools of a composer: two in its menu, one beside it. */
export const tools = [
  { id: 'search', label: 'Search the web', shortLabel: 'Search', icon: 'globe' },
  { id: 'draw', label: 'Draw', icon: 'images', placeholderOverride: 'Describe a picture' },
  { id: 'pin', label: 'Pinned', icon: 'star', pinned: true, persistent: true },
];

/** Models of a composer. */
export const models = [
  { id: 'small', label: 'Small', default: true },
  { id: 'closed', label: 'Closed', disabled: true },
  { id: 'large', label: 'Large', description: 'Slower' },
];

/**
 * Runs in the page, because options from a test carry no functions: puts people behind "@" and
 * commands behind "/", and gives the focus to the composer.
 */
export function offer(): Promise<void> {
  const page = globalThis as unknown as OfferPage;
  page.calls = [];
  const people = [
    { id: 'ann', title: 'Ann Lee', group: 'People', data: { role: 'author' }, interactive: true },
    { id: 'bob', title: 'Bob Ray', group: 'People', data: {} },
    { id: 'anna', title: 'Annual report', group: 'Documents', icon: 'document' },
  ];
  page.chat.setOptions({
    ...page.chat.options,
    entities: {
      showComposerMenu: true,
      onTagSearch: async (query: string) =>
        people.filter(({ title }) => title.toLowerCase().includes(query.toLowerCase())),
      onClick: (entity: object) => page.calls.push(entity),
      onRequestPreview: async ({ title }: { title: string }) => ({
        preview: { type: 'Basic', children: [{ type: 'Text', value: `About ${title}` }] },
      }),
    },
    commands: {
      enabled: true,
      onSearch: async () => [
        { id: 'beep', label: 'Beep', description: 'Makes a noise' },
        { id: 'people', label: 'People' },
      ],
      onSelect: async ({ id }: { id: string }) => {
        page.calls.push(id);
        if (id === 'people') return { type: 'menu', commands: [{ id: 'x', label: 'Bob' }] };
        return id === 'x' ? { type: 'entity', entity: people[1] } : undefined;
      },
    },
  });
  return page.chat.focusComposer();
}
