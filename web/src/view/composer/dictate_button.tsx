import { IconButton, Spinner } from '../controls.tsx';
import { useView } from '../context.ts';

/** Records what a person says, where the page wants it and the browser can. */
export function DictateButton() {
  const { chat, t } = useView();
  const { dictation } = chat;
  if (!chat.options.settings.composer.dictation || !dictation.isAvailable) return null;
  const phase = dictation.phase.value;
  if (phase === 'asking' || phase === 'transcribing') {
    const label = t(phase === 'asking' ? 'microphone' : 'transcribing');
    return (
      <span class="icon-button" role="status" aria-label={label}>
        <Spinner />
      </span>
    );
  }
  const recording = phase === 'recording';
  return (
    <IconButton
      icon={recording ? 'ui-stop' : 'ui-mic'}
      label={t(recording ? 'stopDictation' : 'dictate')}
      part="dictate-button"
      pressed={recording}
      onClick={() => (recording ? dictation.stop() : void dictation.start())}
    />
  );
}
