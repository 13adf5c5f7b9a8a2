import { expect, test } from 'vitest'
import { fileNames } from './qr-files.ts'

test('file names hold nothing that a path means something by, and none comes twice', () => {
  expect(fileNames(['展会-李雷', '展会-李雷', '../../etc/passwd', 'a:b*c?', '...', 'CON\u0000', '展会-李雷 2'])).toEqual([
    '展会-李雷', '展会-李雷 2', '_.._etc_passwd', 'a_b_c_', 'qr', 'CON_', '展会-李雷 2 2',
  ])
})
