using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers;

/// <summary>A value of a search in the source.</summary>
/// <param name="Value">What is known of it.</param>
/// <param name="Location">Its expression.</param>
internal readonly record struct CodeValue(SearchValue Value, Location Location);
