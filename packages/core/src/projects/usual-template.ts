import type { ProjectTemplateDefinition, TemplateTask } from './template.ts'

/** The template a new organisation begins with: a customer goes live within about a month after signing. */
export function usualTemplate(lang: 'zh' | 'en'): { name: string; description: string; definition: ProjectTemplateDefinition } {
  const say = (zh: string, en: string) => (lang === 'zh' ? zh : en)
  const [seller, service] = [{ kind: 'deal_owner' }, { kind: 'role', role: 'service' }] as const
  const task = (days: number, owner: TemplateTask['owner'], title: string, body = ''): TemplateTask => ({ title, body, owner, days, unit: 'work_days' })
  return {
    name: say('客户上线', 'Onboarding'),
    description: say('赢单后一个月内，从启动会、交接、上线到首月回访', 'From kick-off and hand-over to going live and the call after the first month'),
    definition: {
      owner: seller,
      phases: [
        { name: say('启动', 'Kick-off'), tasks: [
          task(2, seller, say('召开项目启动会', 'Kick-off meeting'), say('确认目标、范围、双方对接人和时间表', 'Agree on aims, scope, who talks to whom and the schedule')),
          task(3, seller, say('移交合同与沟通记录', 'Hand over the contract and what was said')),
        ] },
        { name: say('上线', 'Going live'), tasks: [
          task(7, service, say('开通与配置', 'Set up')), task(12, service, say('客户培训', 'Train the customer')), task(15, service, say('上线确认', 'Confirm that it runs'), say('请客户书面确认', 'Ask the customer to confirm in writing')),
        ] },
        { name: say('回访', 'After'), tasks: [{ ...task(30, seller, say('首月回访', 'Call after the first month'), say('使用情况、满意度、还有哪些部门可以用', 'How it is used, whether they are content, who else could use it')), unit: 'days' }] },
      ],
      handOver: {
        to: service,
        checklist: [
          say('合同与报价（含特别承诺）', 'Contract and quote, with special promises'), say('客户对接人与决策链', 'Who to talk to and who decides'),
          say('需求与验收标准', 'What is wanted and how it is accepted'), say('付款节点与开票信息', 'Payment dates and invoicing'),
        ],
      },
    },
  }
}
