import type { Attachment } from '../protocol/items.ts';
import type { Refusal, Upload } from '../state/chat_state.ts';
import { uploadFile } from '../wire/upload.ts';
import { WireError } from '../wire/wire_error.ts';
import { type Context, reportError } from './context.ts';

/** Takes files for the next message, sends them and lets them go again. */
export class Uploads {
  private readonly context: Context;
  private keys = 0;

  constructor(context: Context) {
    this.context = context;
  }

  /** Takes files; one that the options refuse is shown with its refusal. */
  async add(files: Iterable<File>): Promise<void> {
    await Promise.all([...files].map((file) => this.addFile(file)));
  }

  /** Takes attachments that the page has uploaded itself. */
  addKnown(attachments: readonly Attachment[]): void {
    for (const attachment of attachments) {
      this.put({
        key: ++this.keys,
        name: attachment.name,
        attachment,
        picture: attachment.preview_url ?? null,
        failure: null,
      });
    }
  }

  /** Takes a file out of the next message; the server forgets it. */
  remove(key: number): void {
    const upload = this.list.find((each) => each.key === key);
    this.context.state.uploads.value = this.list.filter((each) => each !== upload);
    if (!upload?.attachment) return;
    const { client, host } = this.context;
    client
      .call('attachments.delete', { attachment_id: upload.attachment.id })
      .catch((cause: unknown) => reportError(host, cause));
  }

  /** Forgets what went out with a message. */
  clear(): void {
    this.context.state.uploads.value = [];
  }

  private async addFile(file: File): Promise<void> {
    const refusal = this.refusalOf(file);
    const upload: Upload = {
      key: ++this.keys,
      name: file.name,
      attachment: null,
      picture: file.type.startsWith('image/') && !refusal ? file : null,
      failure: refusal,
    };
    this.put(upload);
    if (refusal) return;
    try {
      const attachment = await uploadFile(this.context.client, file);
      this.change(upload.key, { attachment });
    } catch (cause) {
      this.change(upload.key, { failure: refusalOfServer(cause) });
      reportError(this.context.host, cause);
    }
  }

  private refusalOf(file: File): Refusal | null {
    const { maxCount, maxSize, accept } = this.context.options.settings.composer.attachments;
    if (this.list.filter((each) => !each.failure).length >= maxCount) return 'tooManyFiles';
    if (!isAccepted(file, accept)) return 'fileTypeRefused';
    return file.size > sizeLimit(file, maxSize) ? 'fileTooLarge' : null;
  }

  private get list(): readonly Upload[] {
    return this.context.state.uploads.peek();
  }

  private put(upload: Upload): void {
    this.context.state.uploads.value = [...this.list, upload];
  }

  private change(key: number, change: Partial<Upload>): void {
    this.context.state.uploads.value = this.list.map((each) =>
      each.key === key ? { ...each, ...change } : each,
    );
  }
}

const REFUSALS: Record<string, Refusal> = {
  'chatkit.file_too_large': 'fileTooLarge',
  'chatkit.too_many_files': 'tooManyFiles',
  'chatkit.file_upload_type_rejected': 'fileTypeRefused',
};

function refusalOfServer(cause: unknown): Refusal {
  return (cause instanceof WireError && REFUSALS[cause.code]) || 'uploadFailed';
}

/** `accept` maps MIME patterns to extensions, as the file picker API has it; empty takes all. */
function isAccepted(file: File, accept: Record<string, string[]>): boolean {
  const patterns = Object.entries(accept);
  const name = file.name.toLowerCase();
  return (
    patterns.length === 0 ||
    patterns.some(
      ([pattern, endings]) =>
        matchesType(file.type, pattern) ||
        endings.some((ending) => name.endsWith(ending.toLowerCase())),
    )
  );
}

function sizeLimit(file: File, maxSize: number | Record<string, number>): number {
  if (typeof maxSize === 'number') return maxSize;
  const found = Object.entries(maxSize).find(([pattern]) => matchesType(file.type, pattern));
  return found ? found[1] : Number.POSITIVE_INFINITY;
}

function matchesType(type: string, pattern: string): boolean {
  return pattern.endsWith('/*') ? type.startsWith(pattern.slice(0, -1)) : type === pattern;
}
