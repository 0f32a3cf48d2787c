namespace FhirTyped.SqlOnFhir;

/// <summary>What a select is done for.</summary>
internal enum SelectKind
{
    /// <summary>For what it stands in.</summary>
    Once,

    /// <summary>For each item; for none no row remains.</summary>
    ForEach,

    /// <summary>For each item; for none one row with nulls.</summary>
    ForEachOrNull,

    /// <summary>For each item, and for each that the same expressions find in it.</summary>
    Repeat,
}
