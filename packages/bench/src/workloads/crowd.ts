/** The people of W1, W4 and W5: 15,000 with 20 direct conversations each; 11,000 of them in a group of eleven as well. */
export const crowd = { idle: 15_000, storm: 10_000, groups: 1_000, groupMembers: 11 };

export function crowdPlan(isQuick: boolean) {
  const users = isQuick ? 1_500 : crowd.idle;
  const groups = isQuick ? 100 : crowd.groups;
  return {
    users,
    directsPerUser: 20,
    groups,
    groupMembers: crowd.groupMembers,
    messages: users * 10 + groups,
  };
}
