// Takes a YAML text apart without losing a character: the parser loses a comment now and then.
import { CST, Lexer } from 'yaml';

/** The smallest part of a text that has a meaning of its own. */
interface Lexeme {
  readonly text: string;
  readonly offset: number;
  /** Whether it is the text of a plain or block scalar, whatever it looks like. */
  readonly isScalar: boolean;
}

/** The lexemes in their order. */
export function readLexemes(text: string): Lexeme[] {
  const lexemes: Lexeme[] = [];
  let offset = 0;
  let isScalar = false;
  for (const lexeme of new Lexer().lex(text)) {
    // The lexer's own marks are not in the text.
    if (!isScalar && (lexeme === CST.SCALAR || lexeme === CST.DOCUMENT || lexeme === CST.FLOW_END)) {
      isScalar = lexeme === CST.SCALAR;
      continue;
    }
    lexemes.push({ text: lexeme, offset, isScalar });
    offset += lexeme.length;
    isScalar = false;
  }
  return lexemes;
}
