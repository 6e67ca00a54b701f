//! The grounds and degrees of danger (Wet Bibob art. 3 and 4), as letters name them.

use crate::flags::flags;

flags! {
    /// A ground.
    DangerGround {
        /// Benefits from offences (art. 3(1)a).
        Benefit = "benefit",
        /// Offences that would be committed (art. 3(1)b).
        Commit = "commit",
        /// An offence to obtain or keep what is asked (art. 3(6)); it has no degree.
        Obtain = "obtain",
        /// A refusal to give data (art. 4).
        Refusal = "refusal",
    }
}

flags! {
    /// A degree of danger.
    DangerDegree {
        /// None.
        Absent = "absent",
        /// A lesser degree.
        Lesser = "lesser",
        /// Serious danger.
        Serious = "serious",
    }
}
