using Microsoft.CodeAnalysis.Text;

namespace FhirTyped.Analyzers.Tests.Harness;

/// <summary>A diagnostic at a place.</summary>
internal readonly record struct Finding(string Id, TextSpan Span);
