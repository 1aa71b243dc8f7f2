/** The block of causes and contributing factors. */
import { inline, multiline } from './escape.ts';
import { wordsFor, type PostmortemFacts } from './facts.ts';
import { fill, word } from './words.ts';

/** A list, since causes are sentences: "**contributing** (change): A deploy halved the pool". */
export function renderCauses(facts: PostmortemFacts): string {
  const words = wordsFor(facts);
  const causes = facts.incident.causes ?? [];
  if (causes.length === 0) return words.nothing.causes;
  return causes
    .map(({ kind, category, text }) => {
      const label = [inline(word(words.causeKinds, kind ?? '')), parenthesised(inline(category ?? ''))].filter((part) => part !== '').join(' ');
      return `- ${label === '' ? multiline(text) : fill(words.labelled, label, multiline(text))}`;
    })
    .join('\n');
}

function parenthesised(text: string): string {
  return text === '' ? '' : `(${text})`;
}
