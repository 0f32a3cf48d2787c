namespace FhirTyped.ModelGenerator.Model;

/// <summary>One enum to emit. Cached by the driver: plain data only.</summary>
internal sealed record EnumSpec(string Name, string ValueSet, EquatableArray<EnumMemberSpec> Members);
