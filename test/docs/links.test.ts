import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, test } from 'vitest'

const pages = [
  'README.md',
  'SECURITY.md',
  'bench/README.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md'))
    .map((path) => `docs/${path}`),
]

const textOf = (page: string) => readFileSync(page, 'utf8').replace(/^```.*?^```/gms, '')

/** The anchors that GitHub gives to the headings of a page. */
function anchorsOf(page: string): string[] {
  const slugs = [...textOf(page).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  )
  return slugs.map((slug, index) => {
    const before = slugs.slice(0, index).filter((other) => other === slug).length
    return before ? `${slug}-${before}` : slug
  })
}

/** What a page refers to in this repository: paths from its root, with anchors where there are any. */
const targetsOf = (page: string, links: RegExp) =>
  [...textOf(page).matchAll(links)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => (target.startsWith('#') ? page + target : normalize(join(dirname(page), target))))

describe.each(pages)('%s', (page) => {
  test('leads to files and headings that are there', () => {
    const broken = targetsOf(page, /(?<!!\[[^\]]*)\]\(([^)\s]+)\)/g).filter((target) => {
      const [path = '', anchor] = target.split('#')
      return !existsSync(path) || (anchor !== undefined && !anchorsOf(path).includes(anchor))
    })
    expect(broken).toEqual([])
  })

  test.skipIf(!existsSync('docs/images'))('shows pictures that are there', () => {
    expect(targetsOf(page, /!\[[^\]]*\]\(([^)\s]+)\)/g).filter((path) => !existsSync(path))).toEqual([])
  })
})

test('docs/README.md leads to every page', () => {
  const listed = targetsOf('docs/README.md', /\]\(([^)\s]+)\)/g)
  const own = readdirSync('docs').filter((name) => name.endsWith('.md') && name !== 'README.md')
  expect(own.map((name) => `docs/${name}`).filter((path) => !listed.includes(path))).toEqual([])
})
