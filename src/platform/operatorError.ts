/** What whoever runs the program can put right: told to them in one line, without a stack. */
export class OperatorError extends Error {
  override name = 'OperatorError'
}
