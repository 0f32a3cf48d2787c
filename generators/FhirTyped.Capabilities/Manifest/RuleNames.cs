using System;

namespace FhirTyped.Capabilities;

/// <summary>Where the clauses of a rule name search parameters.</summary>
[Flags]
internal enum RuleNames
{
    /// <summary>Nowhere: the rule is about hosts, requests, or what a server adds to the addresses of its own pages.</summary>
    None = 0,

    /// <summary><see cref="RuleClause.Parameter"/> and <see cref="RuleClause.Other"/> do.</summary>
    Keys = 1,

    /// <summary><see cref="RuleClause.Values"/> do.</summary>
    Values = 2,
}
