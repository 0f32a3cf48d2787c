using FhirTyped.Capabilities;

namespace FhirTyped.PlatformGenerator.Model;

/// <summary>A property of an emitted query class. Cached by the driver: plain data only.</summary>
/// <param name="Name">Its C# name.</param>
/// <param name="ParameterName">The search parameter's name in the URL.</param>
/// <param name="Type">The search parameter's type.</param>
/// <param name="Targets">The struct that stands for what a reference is good for, or empty where it is no reference.</param>
/// <param name="NamesTarget">Whether a chain from here has to name the type.</param>
/// <param name="Interface">The interface of the client's library that has this property, or empty where none has.</param>
/// <param name="Meaning">What the parameter searches for, for people.</param>
/// <param name="Caveats">What the platform's rules say of it, for people; empty where they say nothing.</param>
internal sealed record QueryPropertyModel(
    string Name, string ParameterName, SearchParameterType Type, string Targets, bool NamesTarget, string Interface, string Meaning, string Caveats);
