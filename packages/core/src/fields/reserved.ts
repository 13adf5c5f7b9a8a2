/** Keys that mean something to JavaScript itself: no field is called so. */
const RESERVED: ReadonlySet<string> = new Set([
  'constructor', 'prototype', 'hasownproperty', 'isprototypeof', 'propertyisenumerable', 'tostring', 'tolocalestring', 'valueof', '__proto__',
])

export const isReservedKey = (key: string): boolean => RESERVED.has(key.toLowerCase()) || key.startsWith('__')
