/** By which a mail's link tells the page it leads to who follows it. */
export const visitorTokenParam = 'sl_m'
