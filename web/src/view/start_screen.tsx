import { Icon } from '../icons/icon.tsx';
import { useView } from './context.ts';

/** What a person sees before the first message: a greeting and prompts to begin with. */
export function StartScreen() {
  const { chat, t } = useView();
  const { greeting, prompts } = chat.options.settings.startScreen;
  return (
    <div class="start" part="start-screen">
      <div class="column start-inner">
        <h1 class="greeting" part="greeting" dir="auto">
          {greeting ?? t('greeting')}
        </h1>
        {prompts.length > 0 && (
          <ul class="prompts">
            {prompts.map(({ label, prompt, icon }) => (
              <li key={label}>
                <button
                  type="button"
                  class="prompt"
                  part="prompt"
                  disabled={chat.state.phase.value !== 'idle'}
                  onClick={() => void chat.composing.submitPrompt(prompt)}
                >
                  {icon && <Icon name={icon} />}
                  <span dir="auto">{label}</span>
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
