namespace FhirTyped.ModelGenerator.Model;

/// <summary>One code of an enum. Cached by the driver: plain data only.</summary>
internal sealed record EnumMemberSpec(string Name, string System, string Code, string Display);
