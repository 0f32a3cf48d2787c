namespace FhirTyped.Capabilities;

/// <summary>Whose data a SMART scope is about: what stands before its slash.</summary>
public enum SmartScopeContext
{
    /// <summary><c>patient/</c>: the one patient in context.</summary>
    Patient,

    /// <summary><c>user/</c>: what the user who signed in may see.</summary>
    User,

    /// <summary><c>system/</c>: what a backend service may see, without a user.</summary>
    System,
}
