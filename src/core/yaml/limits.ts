/** A larger file is not read: no incident that people write comes near it. In UTF-16 units. */
export const MAX_LENGTH = 4 * 1024 * 1024;
