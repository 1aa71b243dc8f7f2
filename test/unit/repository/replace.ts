// Replaces the text of a file, and prints what came of it.
//   node replace.ts FILE EXPECTED LENGTH
import { FileError, replaceText } from '../../../src/repository/files.ts';

const [file = '', expected = '', length = '0'] = process.argv.slice(2);
try {
  console.log(await replaceText(file, 'x'.repeat(Number(length)), expected));
} catch (error) {
  console.log(error instanceof FileError ? error.problem : String(error));
}
