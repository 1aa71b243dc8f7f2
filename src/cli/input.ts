/** Text that comes from elsewhere: standard input, or a file named on the command line. */
import type { Readable } from 'node:stream';
import * as l10n from '@vscode/l10n';
import { readText, FileError } from '../repository/files.ts';
import { Failure } from './failure.ts';

const MAX_BYTES = 5_000_000;

/** @throws Failure when it is not text, or too much */
export async function readInput(stream: Readable): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk as Uint8Array | string);
    size += bytes.length;
    if (size > MAX_BYTES) throw new Failure('file-too-large', l10n.t('There is more than {0} MB on standard input. Nothing was changed.', MAX_BYTES / 1_000_000));
    chunks.push(bytes);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks));
  } catch {
    throw new Failure('file-not-text', l10n.t('Standard input is not UTF-8 text. Nothing was changed.'));
  }
}

/** @param shown the file as it was typed @throws FileError */
export async function readInputFile(file: string, shown: string): Promise<string> {
  try {
    return await readText(file);
  } catch (error) {
    if (error instanceof FileError && error.problem === 'missing') throw new FileError('missing', file, l10n.t('There is no file “{0}”.', shown));
    throw error;
  }
}
