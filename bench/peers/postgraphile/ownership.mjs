import { TYPES } from 'postgraphile/@dataplan/pg'
import { context } from 'postgraphile/grafast'
import { sql } from 'postgraphile/pg-sql2'
import { wrapPlans } from 'postgraphile/utils'

const restrict = ($rows) => {
  const $viewer = context().get('viewer')
  $rows.where(sql`${$rows.alias}.owner_id = ${$rows.placeholder($viewer, TYPES.uuid)}`)
}

const ownList = (plan) => {
  const $connection = plan()
  restrict($connection.getSubplan())
  return $connection
}

const ownRow = (plan) => {
  const $row = plan()
  restrict($row.getClassStep())
  return $row
}

/** Whoever asks is shown what is theirs: PostGraphile's own fields, each with one condition more. */
export const ownership = wrapPlans({
  Query: { allConversations: ownList, allSpaces: ownList, conversationByRowId: ownRow },
})
