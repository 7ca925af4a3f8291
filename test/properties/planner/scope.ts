/** A field as it was selected first. */
export interface Selected {
  /** Alias, name and arguments. */
  head: string
  /** The type that it was selected from, and its own. */
  parent: string
  type: string
  /** What is selected below it, wherever it is selected again. */
  below: Scope
  /** The key of the object that it is known to be. */
  key: string | null
}

/** What is selected at one place of the answer, by response name, so that no two fields clash there. */
export type Scope = Map<string, Selected>
