import { useView } from '../context.ts';

/** Which tool and which model the next message asks for. */
export function Menus() {
  const { chat, t } = useView();
  const { tools, models } = chat.options.settings.composer;
  const { toolId, modelId } = chat.state;
  const defaultModel = models.find((model) => model.default)?.id ?? models[0]?.id ?? '';
  return (
    <>
      {tools.length > 0 && (
        <select
          class="menu"
          part="tool-menu"
          aria-label={t('tools')}
          value={toolId.value ?? ''}
          onChange={(event) => (toolId.value = event.currentTarget.value || null)}
        >
          <option value="">{t('tools')}</option>
          {tools.map((tool) => (
            <option key={tool.id} value={tool.id}>
              {tool.label}
            </option>
          ))}
        </select>
      )}
      {models.length > 0 && (
        <select
          class="menu"
          part="model-menu"
          aria-label={t('model')}
          value={modelId.value ?? defaultModel}
          onChange={(event) => (modelId.value = event.currentTarget.value)}
        >
          {models.map((model) => (
            <option key={model.id} value={model.id} disabled={model.disabled}>
              {model.label}
            </option>
          ))}
        </select>
      )}
    </>
  );
}
