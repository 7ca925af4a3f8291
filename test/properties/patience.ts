/** On a slow machine fewer cases are tried, and one that fails is told as far as it was made smaller. */
export const patience = { interruptAfterTimeLimit: 45_000 }
