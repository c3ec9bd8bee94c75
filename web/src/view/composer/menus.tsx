import type { ComposerOption } from '@openai/chatkit';
import { Icon } from '../../icons/icon.tsx';
import { useView } from '../context.ts';
import { MenuButton } from '../menu_button.tsx';

type Tool = NonNullable<ComposerOption['tools']>[number];

/** Which tool the next message asks for: pinned ones by a button, the others in a menu. */
export function ToolMenu() {
  const { chat, t } = useView();
  const { toolId } = chat.state;
  const { tools } = chat.options.settings.composer;
  const unpinned = tools.filter((tool) => !tool.pinned);
  const shown = tools.filter((tool) => tool.pinned || tool.id === toolId.value);
  return (
    <>
      {unpinned.length > 0 && (
        <MenuButton
          label={t('tools')}
          part="tool-menu"
          entries={unpinned}
          chosen={toolId.value}
          onChoose={(id) => (toolId.value = toolId.peek() === id ? null : id)}
        >
          <Icon name="settings-slider" />
        </MenuButton>
      )}
      {shown.map((tool) => (
        <ToolButton key={tool.id} tool={tool} />
      ))}
    </>
  );
}

/** Chooses a tool, and lets go of it again. */
function ToolButton({ tool }: { tool: Tool }) {
  const { toolId } = useView().chat.state;
  const pressed = toolId.value === tool.id;
  return (
    <button
      type="button"
      class="text-button tool-button"
      part="tool-button"
      aria-pressed={pressed}
      title={tool.label}
      onClick={() => (toolId.value = pressed ? null : tool.id)}
    >
      <Icon name={tool.icon} />
      <span dir="auto">{tool.shortLabel ?? tool.label}</span>
      {pressed && <Icon name="close" />}
    </button>
  );
}

/** Which model answers the next message. */
export function ModelMenu() {
  const { chat, t } = useView();
  const { modelId } = chat.state;
  const { models } = chat.options.settings.composer;
  const chosen =
    models.find(({ id }) => id === modelId.value) ??
    models.find((model) => model.default) ??
    models[0];
  if (!chosen) return null;
  return (
    <MenuButton
      label={`${t('model')}: ${chosen.label}`}
      part="model-menu"
      align="end"
      entries={models}
      chosen={chosen.id}
      onChoose={(id) => (modelId.value = id)}
    >
      <span class="menu-value" dir="auto">
        {chosen.label}
      </span>
    </MenuButton>
  );
}
