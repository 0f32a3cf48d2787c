using System.Diagnostics;

namespace FhirTyped;

/// <summary>What is traced, by the source <c>FhirTyped</c>.</summary>
internal static class FhirActivities
{
    public static readonly ActivitySource Source = new("FhirTyped");
}
