import { freshId } from '../../features/fixtures.ts'
import { byId, type Conversation, type Message, type Part, type Possessions } from './possessions.ts'
import type { Step } from './step.ts'

/** What to send, what it must be answered with, and what is different afterwards. */
export interface Call {
  input: Record<string, unknown>
  answer: 'Payload' | 'NotFoundError' | 'ConflictError' | 'PermissionDeniedError'
  apply?: (payload: Answered) => void
}

/** What the payload tells that no client can know. */
export interface Answered {
  file?: { id: string }
  conversation?: { messages?: { nodes: { id: string }[] } }
}

const refused = (answer: Call['answer'], input: object): Call => ({ input: { ...input }, answer })
const partsOf = (content: string): Part[] => (content ? [{ __typename: 'TextPart', text: content }] : [])
const contentOf = (parts: Part[]) =>
  parts.map((part) => (part.__typename === 'TextPart' ? part.text : '')).join('')
const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
const idsOf = (items: { id: string }[]) => items.map(({ id }) => ({ id }))
const pick = <Item>(items: readonly Item[], which: number): Item | undefined => items[which % items.length]

/** One user’s things, in memory, with a method for each mutation: what it would send, and what that would do to them. */
export class Account {
  has: Possessions
  readonly #others: () => Possessions
  /** Positions are never given out again, and no answer tells the last one. */
  readonly #lastPositions = new Map<string, number>()

  constructor(has: Possessions, others: () => Possessions) {
    this.has = has
    this.#others = others
  }

  createSpace({ text }: Step): Call {
    const space = { id: freshId('Space'), name: text, isDefault: false }
    return this.#done({ id: space.id, name: text }, () => {
      this.has.spaces = byId([...this.has.spaces, space])
    })
  }

  renameSpace({ text, ...step }: Step): Call {
    const space = this.#of('spaces', step)
    if (!space)
      return refused('NotFoundError', { spaceId: this.#foreign('spaces', step, 'Space'), name: text })
    return this.#done({ spaceId: space.id, name: text }, () => {
      space.name = text
    })
  }

  deleteSpace(step: Step): Call {
    const space = this.#of('spaces', step)
    if (!space) return refused('NotFoundError', { spaceId: this.#foreign('spaces', step, 'Space') })
    const input = { spaceId: space.id }
    if (space.isDefault) return refused('PermissionDeniedError', input)
    return this.#done(input, () => {
      this.has.spaces = this.has.spaces.filter(({ id }) => id !== space.id)
      for (const one of this.has.conversations.filter((one) => one.space.id === space.id)) this.#drop(one)
    })
  }

  createConversation({ text, flag, other, ...step }: Step): Call {
    const space = this.#of('spaces', step)
    const id = freshId('Conversation')
    const contents = Array.from({ length: other % 4 }, (_, index) => `${text}${index % 2}`)
    const messages = contents.map((content) => ({ id: freshId('Message'), role: 'USER', content }))
    const spaceId = space?.id ?? this.#foreign('spaces', step, 'Space')
    const input = { id, spaceId, isPinned: flag, messages, ...(flag && { title: text }) }
    if (!space) return refused('NotFoundError', input)
    return this.#done(input, () => {
      this.#lastPositions.set(id, messages.length)
      this.has.conversations = byId([
        ...this.has.conversations,
        {
          id,
          title: flag ? text : null,
          state: 'ACTIVE',
          wasArchived: false,
          isPinned: flag,
          mode: null,
          version: 1,
          messageCount: messages.length,
          space: { id: space.id },
          attachedFiles: [],
          messages: messages.map((message, index) => newMessage({ ...message, position: index + 1 })),
        },
      ])
    })
  }

  renameConversation = (step: Step): Call =>
    this.#change(step, { title: step.text }, (one) => set(one, { title: step.text }))

  configureConversation = (step: Step): Call =>
    this.#change(step, { mode: step.text }, (one) => set(one, { mode: step.text }))

  pinConversation = (step: Step): Call => this.#change(step, {}, (one) => set(one, { isPinned: true }))

  unpinConversation = (step: Step): Call => this.#change(step, {}, (one) => set(one, { isPinned: false }))

  archiveConversation = (step: Step): Call =>
    this.#change(step, {}, (one) => set(one, { state: 'ARCHIVED', wasArchived: true }))

  unarchiveConversation = (step: Step): Call =>
    this.#change(step, {}, (one) => set(one, { state: 'ACTIVE', wasArchived: false }))

  trashConversation = (step: Step): Call =>
    this.#change(step, {}, (one) => set(one, { state: 'TRASHED' }), { isForTrash: true })

  restoreConversation = (step: Step): Call =>
    this.#change(
      step,
      {},
      (one) => one.state === 'TRASHED' && set(one, { state: one.wasArchived ? 'ARCHIVED' : 'ACTIVE' }),
      { isForTrash: true },
    )

  moveConversation(step: Step): Call {
    const space = pick(this.has.spaces, step.other)
    return this.#change(step, { spaceId: space?.id }, (one) =>
      set(one, { space: { id: space?.id as string } }),
    )
  }

  deleteConversation = (step: Step): Call =>
    this.#change(
      step,
      {},
      (one) => {
        this.#drop(one)
        return false
      },
      { isForTrash: true },
    )

  addMessage(step: Step): Call {
    const id = freshId('Message')
    const { text, flag } = step
    const loose = this.has.files.filter((file) => file.isUploaded && !file.message).slice(0, step.other % 3)
    const status = flag ? 'STREAMING' : 'COMPLETE'
    const role = flag ? 'ASSISTANT' : 'USER'
    const input = { id, role, status, content: text, fileIds: loose.map((file) => file.id) }
    return this.#change(step, input, (one) => {
      const position = this.#nextPosition(one)
      const message = newMessage({ id, role, content: text, position, status, files: idsOf(loose) })
      one.messages.push(message)
      this.#attach(one)
      return true
    })
  }

  replaceMessages(step: Step): Call {
    const { text, other, flag } = step
    const target = this.#of('conversations', step)
    // Some stay as they are, some are others under their ids, some are new.
    const stay = (target?.messages ?? []).slice(0, other % 4).map(({ role, content }) => ({ role, content }))
    const renewed = (target?.messages ?? []).slice(other % 4, 4 + (other % 2)).toReversed()
    const named = renewed.map(({ id, role }) => ({ id, role, content: text }))
    const added = Array.from({ length: other % 3 }, () => ({ role: 'USER', content: `${text}!` }))
    const messages = [...stay, ...named, ...added]
    const isStreaming = target?.messages.some(({ status }) => status === 'STREAMING')
    const input = { messages, ...(flag && { title: text }) }
    return this.#change(
      step,
      input,
      (one, { conversation }) => {
        const isReplaced = this.#replace(one, messages, conversation?.messages?.nodes ?? [])
        const isRenamed = flag && set(one, { title: text })
        return isReplaced || isRenamed
      },
      { isBlocked: isStreaming },
    )
  }

  editMessage(step: Step): Call {
    const { text, flag, other } = step
    const files = this.has.files.filter((file) => file.isUploaded && !file.message).slice(0, other % 2)
    const input = { content: text, ...(flag && { fileIds: files.map(({ id }) => id) }) }
    return this.#changeMessage(
      step,
      input,
      (message, one) => {
        const isRewritten = set(message, { content: text, parts: partsOf(text) })
        if (isRewritten) message.isEdited = true
        const isRefiled = flag && set(message, { files: idsOf(files) })
        this.#attach(one)
        return isRewritten || isRefiled
      },
      { blockedIn: ['STREAMING'] },
    )
  }

  deleteMessage = (step: Step): Call =>
    this.#changeMessage(step, {}, (message, one) => {
      one.messages = one.messages.filter(({ id }) => id !== message.id)
      this.#lose(message.files)
      return true
    })

  appendToMessage(step: Step): Call {
    const { message } = this.#messageOf(step)
    const last = message?.parts.at(-1)
    const goesOn = last && 'text' in last && step.flag
    const count = message?.parts.length ?? 0
    const place = goesOn
      ? { partIndex: count - 1, offset: last.text.length }
      : { partIndex: count, offset: 0 }
    return this.#changeMessage(
      without(step),
      { ...place, text: step.text },
      (message) => {
        const part = message.parts[place.partIndex]
        if (part && 'text' in part) part.text += step.text
        else message.parts.push({ __typename: 'TextPart', text: step.text })
        message.content = contentOf(message.parts)
        return false
      },
      { blockedIn: ['COMPLETE', 'CANCELLED', 'FAILED'] },
    )
  }

  addMessagePart(step: Step): Call {
    const partIndex = this.#messageOf(step).message?.parts.length ?? 0
    const [part, kept] = partFrom(step)
    return this.#changeMessage(
      without(step),
      { partIndex, part },
      (message) => {
        message.parts.push(kept)
        message.content = contentOf(message.parts)
        return false
      },
      { blockedIn: ['COMPLETE', 'CANCELLED', 'FAILED'] },
    )
  }

  updateMessagePart(step: Step): Call {
    const count = this.#messageOf(step).message?.parts.length ?? 0
    const partIndex = count ? step.other % count : 0
    const [part, kept] = partFrom(step)
    return this.#changeMessage(
      without(step),
      { partIndex, part },
      (message) => {
        message.parts[partIndex] = kept
        message.content = contentOf(message.parts)
        return false
      },
      { isBlocked: !count },
    )
  }

  finishMessage(step: Step): Call {
    const status = step.flag ? 'COMPLETE' : 'CANCELLED'
    const others = ['COMPLETE', 'CANCELLED', 'FAILED'].filter((other) => other !== status)
    return this.#changeMessage(without(step), { status }, (message) => set(message, { status }), {
      blockedIn: others,
    })
  }

  createUpload = (_: Step): Call =>
    this.#addFile({ name: 'a.txt', contentType: 'text/plain', size: 3 }, false)

  uploadFile = (_: Step): Call => this.#addFile({}, true)

  deleteFile(step: Step): Call {
    const file = this.#of('files', step)
    if (!file) return refused('NotFoundError', { fileId: this.#foreign('files', step, 'File') })
    const input = { fileId: file.id }
    const holder = this.has.conversations.find(({ attachedFiles }) =>
      attachedFiles.some(({ id }) => id === file.id),
    )
    if (holder?.state === 'TRASHED') return refused('ConflictError', input)
    return this.#done(input, () => {
      this.#lose([file])
      if (!holder) return
      holder.version++
      for (const message of holder.messages) message.files = message.files.filter(({ id }) => id !== file.id)
      this.#attach(holder)
    })
  }

  #addFile(input: object, isUploaded: boolean): Call {
    return this.#done(input, ({ file }) => {
      this.has.files = byId([...this.has.files, { id: file?.id as string, isUploaded, message: null }])
    })
  }

  /** One of those, or none where the step means somebody else’s. */
  #of<Kind extends keyof Possessions>(kind: Kind, { fault, which }: Pick<Step, 'fault' | 'which'>) {
    const items: readonly Possessions[Kind][number][] = this.has[kind]
    return fault === 'foreign' ? undefined : pick(items, which)
  }

  #foreign(kind: keyof Possessions, { which }: Pick<Step, 'which'>, type: 'Space' | 'Conversation' | 'File') {
    return pick<{ id: string }>(this.#others()[kind], which)?.id ?? freshId(type)
  }

  #done(input: object, apply: Call['apply'] & {}): Call {
    return { input: { ...input }, answer: 'Payload', apply }
  }

  #change(
    step: Step,
    input: object,
    change: (one: Conversation, payload: Answered) => boolean,
    { isForTrash = false, isBlocked = false }: { isForTrash?: boolean; isBlocked?: boolean | undefined } = {},
  ): Call {
    const one = this.#of('conversations', step)
    const conversationId = one?.id ?? this.#foreign('conversations', step, 'Conversation')
    const expectedVersion = one ? one.version - (step.fault === 'stale' ? 1 : 0) : null
    const all = { conversationId, expectedVersion, ...input }
    if (!one) return refused('NotFoundError', all)
    const isPast = step.fault === 'stale' || isBlocked || (one.state === 'TRASHED' && !isForTrash)
    if (isPast) return refused('ConflictError', all)
    return this.#done(all, (payload) => this.#raise(one, change(one, payload)))
  }

  #changeMessage(
    step: Step,
    input: object,
    change: (message: Message, one: Conversation) => boolean,
    { blockedIn = [], isBlocked = false }: { blockedIn?: string[]; isBlocked?: boolean } = {},
  ): Call {
    const { message, one } = this.#messageOf(step)
    const messageId =
      message?.id ??
      pick(
        this.#others().conversations.flatMap((o) => o.messages),
        step.which,
      )?.id
    const expectedVersion =
      one && takesVersion(step) ? one.version - (step.fault === 'stale' ? 1 : 0) : undefined
    const all = { messageId: messageId ?? freshId('Message'), expectedVersion, ...input }
    if (!message || !one) return refused('NotFoundError', all)
    const isPast = step.fault === 'stale' && takesVersion(step)
    if (isPast || isBlocked || one.state === 'TRASHED' || blockedIn.includes(message.status))
      return refused('ConflictError', all)
    return this.#done(all, () => this.#raise(one, change(message, one)))
  }

  #messageOf({ does, fault, which, other }: Step) {
    const all = this.has.conversations.flatMap((one) => one.messages.map((message) => ({ message, one })))
    const growing = all.filter(({ message }) => message.status === 'STREAMING')
    const isMeant = ofStreaming.has(does) && growing.length > 0 && other % 4 > 0
    return (
      (fault !== 'foreign' && pick(isMeant ? growing : all, which)) || { message: undefined, one: undefined }
    )
  }

  #raise(one: Conversation, isChanged: boolean): void {
    if (isChanged) one.version++
    one.messageCount = one.messages.length
    this.#attach(one)
  }

  #nextPosition({ id, messages }: Conversation): number {
    const next = (this.#lastPositions.get(id) ?? messages.at(-1)?.position ?? 0) + 1
    this.#lastPositions.set(id, next)
    return next
  }

  /** Files hang where the messages of a conversation name them, and those that none names any more are loose. */
  #attach(one: Conversation): void {
    const holders = new Map(one.messages.flatMap(({ id, files }) => files.map((file) => [file.id, { id }])))
    const before = new Set(one.attachedFiles.map(({ id }) => id))
    for (const file of this.has.files)
      if (before.has(file.id) || holders.has(file.id)) file.message = holders.get(file.id) ?? null
    one.attachedFiles = byId([...holders.keys()].map((id) => ({ id })))
  }

  #lose(files: { id: string }[]): void {
    const gone = new Set(files.map(({ id }) => id))
    this.has.files = this.has.files.filter(({ id }) => !gone.has(id))
  }

  #drop(one: Conversation): void {
    this.has.conversations = this.has.conversations.filter(({ id }) => id !== one.id)
    this.#lose(one.attachedFiles)
  }

  /** Puts a history in the place of another; answers whether anything is different. */
  #replace(
    one: Conversation,
    history: { id?: string; role: string; content: string }[],
    ids: { id: string }[],
  ): boolean {
    const taken = new Set(history.map(({ id }) => id))
    const before = one.messages
    let position = 0
    one.messages = history.map(({ id, role, content }, index) => {
      const there = id ? before.find((message) => message.id === id) : before[index]
      const isKept = id || (there?.role === role && there.content === content && !taken.has(there.id))
      const old = isKept ? there : undefined
      position = old && old.position > position ? old.position : this.#nextPosition(one)
      if (!old) return newMessage({ id: ids[index]?.id ?? '', role, content, position })
      const next = { ...old, role, content, position, parts: partsOf(content) }
      return { ...next, isEdited: old.isEdited || !isSame(next.parts, old.parts) }
    })
    const stays = new Set(one.messages.map(({ id }) => id))
    for (const { id, files } of before) if (!stays.has(id)) this.#lose(files)
    return !isSame(before, one.messages)
  }
}

const newMessage = (
  message: Pick<Message, 'id' | 'role' | 'content' | 'position'> & Partial<Message>,
): Message => ({
  status: 'COMPLETE',
  isEdited: false,
  files: [],
  parts: partsOf(message.content),
  ...message,
})

/** Sets these, and answers whether that changed any. */
function set<Target extends object>(target: Target, values: Partial<Target>): boolean {
  const isChanged = Object.entries(values).some(
    ([name, value]) => !isSame(target[name as keyof Target], value),
  )
  Object.assign(target, values)
  return isChanged
}

/** What streams expects no version. */
const without = (step: Step): Step => ({ ...step, fault: step.fault === 'stale' ? null : step.fault })
/** What takes no other message than one that is being written, and so is mostly sent to such. */
const ofStreaming = new Set(['appendToMessage', 'addMessagePart', 'finishMessage'])
const takesVersion = ({ does }: Step) => ['editMessage', 'deleteMessage'].includes(does)

/** A part as it is sent, and as it is told. */
function partFrom({ text, flag }: Step): [object, Part] {
  if (flag) return [{ data: { name: text } }, { __typename: 'DataPart', name: text }]
  return [{ reasoning: { text } }, { __typename: 'ReasoningPart', text }]
}
