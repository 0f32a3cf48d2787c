namespace FhirTyped.Receipts;

/// <summary>How what was sent stands to what a server says that it used; a worse one has the higher number.</summary>
internal enum Agreement
{
    /// <summary>Both ask for the same.</summary>
    Equal,

    /// <summary>They may ask for the same: it depends on something that only the server knows.</summary>
    Unclear,

    /// <summary>They ask for something else.</summary>
    Different,
}
