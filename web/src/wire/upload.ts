import type { Attachment } from '../protocol/items.ts';
import type { Client } from './client.ts';
import { errorOf } from './wire_error.ts';

/** Sends a file in the way the backend wants and gives the attachment that a message may name. */
export async function uploadFile(client: Client, file: File): Promise<Attachment> {
  const { upload } = client.backend;
  return upload.type === 'direct' ? direct(client, file, upload.uploadUrl) : twoPhase(client, file);
}

async function direct(client: Client, file: File, url: string): Promise<Attachment> {
  const response = await client.backend.send(url, { method: 'POST', body: formOf(file) });
  if (!response.ok) throw await errorOf(response);
  return (await response.json()) as Attachment;
}

async function twoPhase(client: Client, file: File): Promise<Attachment> {
  const attachment = await client.call('attachments.create', {
    name: file.name,
    size: file.size,
    mime_type: file.type || 'application/octet-stream',
  });
  const target = attachment.upload_descriptor;
  if (!target) return attachment;
  const body = target.method === 'POST' ? formOf(file) : file;
  // The address carries its own credential, and may be of another service.
  const response = await fetch(target.url, {
    method: target.method,
    headers: target.headers ?? {},
    body,
  });
  if (!response.ok) throw await errorOf(response);
  return attachment;
}

function formOf(file: File): FormData {
  const form = new FormData();
  form.append('file', file, file.name);
  return form;
}
