using FhirTyped.R4;

namespace FhirTyped;

/// <summary>Whether a code is right: the answer of <c>$validate-code</c> (https://hl7.org/fhir/R4/valueset-operation-validate-code.html).</summary>
public sealed class CodeValidation
{
    internal CodeValidation(Parameters answer)
    {
        Answer = answer;
        IsValid = answer.IsTrue("result");
        Message = answer.TextOf("message");
        Display = answer.TextOf("display");
    }

    /// <summary>The answer as the server sent it.</summary>
    public Parameters Answer { get; }

    /// <summary>Whether the server says that the code is right. An answer without a result is no yes.</summary>
    public bool IsValid { get; }

    /// <summary>What is wrong, or null.</summary>
    public string? Message { get; }

    /// <summary>What people should read for the code, or null where the server does not say.</summary>
    public string? Display { get; }
}
