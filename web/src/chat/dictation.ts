import { signal } from '@preact/signals';
import { lengthOf, textPart } from '../state/draft_parts.ts';
import { type Context, log, reportError } from './context.ts';

const TYPES = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus'];

/** The first form of a recording that the browser can make; null where it makes none. */
export function recordingType(canRecord: (type: string) => boolean): string | null {
  return TYPES.find(canRecord) ?? null;
}

/** Turns speech into text of the draft. */
export class Dictation {
  /** `asking`: the person has not allowed the microphone yet. */
  readonly phase = signal<'idle' | 'asking' | 'recording' | 'transcribing'>('idle');
  private readonly context: Context;
  private recorder: MediaRecorder | null = null;
  private disposed = false;

  constructor(context: Context) {
    this.context = context;
  }

  /** Whether the browser has a microphone to ask for and a recorder. */
  get isAvailable(): boolean {
    return (
      typeof MediaRecorder === 'function' &&
      typeof navigator.mediaDevices?.getUserMedia === 'function' &&
      recordingType(MediaRecorder.isTypeSupported) !== null
    );
  }

  /** Begins to record, once the person allows it. */
  async start(): Promise<void> {
    if (this.phase.peek() !== 'idle' || !this.isAvailable) return;
    this.phase.value = 'asking';
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      if (this.disposed) return release(stream);
      this.record(stream, recordingType(MediaRecorder.isTypeSupported) ?? '');
      this.phase.value = 'recording';
    } catch (cause) {
      this.fail(cause);
    }
  }

  /** Ends the recording; its text comes to the end of the draft. */
  stop(): void {
    this.recorder?.stop();
    this.recorder = null;
  }

  /** Lets go of the microphone without a text. */
  dispose(): void {
    this.disposed = true;
    this.stop();
  }

  private record(stream: MediaStream, mimeType: string): void {
    const chunks: Blob[] = [];
    const recorder = new MediaRecorder(stream, { mimeType });
    recorder.ondataavailable = ({ data }) => void chunks.push(data);
    recorder.onstop = () => {
      release(stream);
      if (!this.disposed) void this.transcribe(new Blob(chunks, { type: mimeType }));
    };
    recorder.start();
    this.recorder = recorder;
  }

  private async transcribe(audio: Blob): Promise<void> {
    const { state, client, host } = this.context;
    this.phase.value = 'transcribing';
    try {
      const { text } = await client.call('input.transcribe', {
        audio_base64: await base64Of(audio),
        mime_type: audio.type,
      });
      const end = lengthOf(state.draft.parts.peek());
      state.draft.replace({ start: end, end }, [textPart(end > 0 ? ` ${text}` : text)]);
      this.phase.value = 'idle';
      log(host, 'dictation.end', { bytes: audio.size });
    } catch (cause) {
      this.fail(cause);
    }
  }

  private fail(cause: unknown): void {
    const { state, host } = this.context;
    this.phase.value = 'idle';
    state.fail({ type: 'error', code: 'dictation', allow_retry: false });
    reportError(host, cause);
  }
}

function release(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}
