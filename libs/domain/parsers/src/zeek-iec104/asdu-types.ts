import type { OtAccess } from '@watchfloor/ocsf';

// IEC 60870-5-101:2003 and -104:2006, type identifications. Clock synchronisation is not counted as a write.
const TYPES: readonly (readonly [code: number, name: string, access: OtAccess])[] = [
  [1, 'M_SP_NA_1', 'read'], [2, 'M_SP_TA_1', 'read'], [3, 'M_DP_NA_1', 'read'], [4, 'M_DP_TA_1', 'read'], [5, 'M_ST_NA_1', 'read'], [6, 'M_ST_TA_1', 'read'],
  [7, 'M_BO_NA_1', 'read'], [8, 'M_BO_TA_1', 'read'], [9, 'M_ME_NA_1', 'read'], [10, 'M_ME_TA_1', 'read'], [11, 'M_ME_NB_1', 'read'], [12, 'M_ME_TB_1', 'read'],
  [13, 'M_ME_NC_1', 'read'], [14, 'M_ME_TC_1', 'read'], [15, 'M_IT_NA_1', 'read'], [16, 'M_IT_TA_1', 'read'], [20, 'M_PS_NA_1', 'read'], [21, 'M_ME_ND_1', 'read'],
  [30, 'M_SP_TB_1', 'read'], [31, 'M_DP_TB_1', 'read'], [32, 'M_ST_TB_1', 'read'], [33, 'M_BO_TB_1', 'read'], [34, 'M_ME_TD_1', 'read'], [35, 'M_ME_TE_1', 'read'],
  [36, 'M_ME_TF_1', 'read'], [37, 'M_IT_TB_1', 'read'], [38, 'M_EP_TD_1', 'read'], [39, 'M_EP_TE_1', 'read'], [40, 'M_EP_TF_1', 'read'],
  [45, 'C_SC_NA_1', 'control'], [46, 'C_DC_NA_1', 'control'], [47, 'C_RC_NA_1', 'control'], [48, 'C_SE_NA_1', 'write'], [49, 'C_SE_NB_1', 'write'],
  [50, 'C_SE_NC_1', 'write'], [51, 'C_BO_NA_1', 'write'], [58, 'C_SC_TA_1', 'control'], [59, 'C_DC_TA_1', 'control'], [60, 'C_RC_TA_1', 'control'],
  [61, 'C_SE_TA_1', 'write'], [62, 'C_SE_TB_1', 'write'], [63, 'C_SE_TC_1', 'write'], [64, 'C_BO_TA_1', 'write'], [70, 'M_EI_NA_1', 'diagnostic'],
  [100, 'C_IC_NA_1', 'read'], [101, 'C_CI_NA_1', 'read'], [102, 'C_RD_NA_1', 'read'], [103, 'C_CS_NA_1', 'other'], [104, 'C_TS_NA_1', 'diagnostic'],
  [105, 'C_RP_NA_1', 'control'], [106, 'C_CD_NA_1', 'diagnostic'], [107, 'C_TS_TA_1', 'diagnostic'], [110, 'P_ME_NA_1', 'write'], [111, 'P_ME_NB_1', 'write'],
  [112, 'P_ME_NC_1', 'write'], [113, 'P_AC_NA_1', 'write'], [120, 'F_FR_NA_1', 'other'], [121, 'F_SR_NA_1', 'other'], [122, 'F_SC_NA_1', 'other'],
  [123, 'F_LS_NA_1', 'other'], [124, 'F_AF_NA_1', 'other'], [125, 'F_SG_NA_1', 'other'], [126, 'F_DR_TA_1', 'read'],
];

export interface AsduType {
  readonly code: number;
  readonly name: string;
  readonly access: OtAccess;
  /** True for process information and events, which only the controlled station sends. */
  readonly monitor: boolean;
}

const ALL = TYPES.map(([code, name, access]): AsduType => ({ code, name, access, monitor: code < 45 || code === 70 }));
const BY_CODE = new Map(ALL.map((type) => [type.code, type]));
const BY_NAME = new Map(ALL.map((type) => [type.name, type]));

export const ASDU_NAMES: readonly string[] = ALL.map(({ name }) => name);

/** A type by its code. */
export function asduOf(code: number): AsduType | undefined {
  return BY_CODE.get(code);
}

/** A type by its name, also with an analyzer's prefix (`IEC104TypeID_C_SC_NA_1`, `iec104::C_SC_NA_1`). */
export function asduNamed(name: string): AsduType | undefined {
  return BY_NAME.get(name) ?? BY_NAME.get(name.slice(-9));
}
