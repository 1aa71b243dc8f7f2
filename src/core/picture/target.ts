/** Where a link in a file may lead: the web, mail, or a file of the repository, and nowhere else. */

/**
 * The target if it is safe to open: an address of http, https or mailto, or a relative path with `/` that stays below where it
 * starts; null for anything else (`javascript:`, `//host`, absolute paths, `..`, control characters).
 */
export function safeTarget(target: string | null | undefined): string | null {
  const trimmed = target?.trim() ?? '';
  if (trimmed === '' || trimmed.length > LONGEST || hasControl(trimmed)) return null;
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(trimmed)?.[1];
  if (scheme !== undefined) return isAddress(trimmed, scheme.toLowerCase()) ? trimmed : null;
  return isPathInside(trimmed) ? trimmed : null;
}

const LONGEST = 4096;

function hasControl(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) return true;
  }
  return false;
}

function isAddress(target: string, scheme: string): boolean {
  if (/\s/.test(target)) return false;
  return scheme === 'mailto' || ((scheme === 'http' || scheme === 'https') && /^https?:\/\/[^/\\?#]/i.test(target));
}

/** Escaped dots and slashes count as what they stand for. A fragment or query, such as a line number, may follow. */
function isPathInside(target: string): boolean {
  const path = decoded((/^[^?#]*/.exec(target)?.[0] ?? ''));
  if (path === null || path === '' || /^[\\/]|[\\:]/.test(path) || hasControl(path)) return false;
  return !path.split('/').includes('..');
}

function decoded(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
