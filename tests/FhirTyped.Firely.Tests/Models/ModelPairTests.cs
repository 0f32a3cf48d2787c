using System.Reflection;
using FhirTyped.R4;
using Sdk = Hl7.Fhir.Model;

namespace FhirTyped.Firely.Tests.Models;

public sealed class ModelPairTests
{
    private static readonly MethodInfo[] Methods = typeof(FirelyModels).GetMethods(BindingFlags.Public | BindingFlags.Static);

    public static TheoryData<string> Types => [.. FhirResources.Names];

    [Theory]
    [MemberData(nameof(Types))]
    public void EveryResourceType_HasItsPair_InBothDirections(string name)
    {
        var own = FhirResources.Create(name);
        var firely = (Sdk.Resource)Activator.CreateInstance(Sdk.ModelInfo.GetTypeForFhirType(name)!)!;

        Assert.IsType(firely.GetType(), MethodOf("ToFirely", own.GetType()).Invoke(null, [own]), exactMatch: true);
        Assert.IsType(own.GetType(), MethodOf("ToFhirTyped", firely.GetType()).Invoke(null, [firely]), exactMatch: true);
        Assert.Equal(
            typeof(FirelySearch<>).MakeGenericType(firely.GetType()),
            MethodOf("AsFirely", typeof(FhirSearch<>).MakeGenericType(own.GetType())).ReturnType);
    }

    [Fact]
    public void TypedAndUntyped()
    {
        var patient = new Patient { Id = "p1", Name = { new HumanName { Family = "Musterfrau" } }, BirthDate = FhirDate.Parse("1980-02") };
        Sdk.Patient typed = patient.ToFirely();
        Sdk.Resource untyped = ((Resource)patient).ToFirely();
        Patient back = typed.ToFhirTyped();
        Resource untypedBack = untyped.ToFhirTyped();

        Assert.Equal(("p1", "Musterfrau", "1980-02"), (typed.Id, typed.Name[0].Family, typed.BirthDate));
        Assert.IsType<Sdk.Patient>(untyped);
        Assert.True(patient.DeepEquals(back));
        Assert.True(patient.DeepEquals(untypedBack));
        Assert.True(patient.DeepEquals(untyped.ToFhirTyped<Patient>()));
        Assert.True(patient.ToFirely<Sdk.DomainResource>() is Sdk.Patient);
    }

    [Fact]
    public void WrongType_IsAnError_ThatHoldsNoData()
    {
        var patient = new Patient { Id = "secret" };

        var there = Assert.Throws<FirelyConversionException>(() => patient.ToFirely<Sdk.Observation>());
        var back = Assert.Throws<FhirFormatException>(() => patient.ToFirely().ToFhirTyped<Observation>());
        Assert.DoesNotContain("secret", there.ToString() + back, StringComparison.Ordinal);
    }

    [Fact]
    public void Null_IsRefused()
    {
        Assert.Throws<ArgumentNullException>(() => ((Patient)null!).ToFirely());
        Assert.Throws<ArgumentNullException>(() => ((Resource)null!).ToFirely());
        Assert.Throws<ArgumentNullException>(() => ((Sdk.Patient)null!).ToFhirTyped());
        Assert.Throws<ArgumentNullException>(() => ((Sdk.Resource)null!).ToFhirTyped());
        Assert.Throws<ArgumentNullException>(() => ((FhirSearch<Patient>)null!).AsFirely());
        Assert.Throws<ArgumentNullException>(() => FirelyJson.ToUtf8Bytes(null!));
    }

    private static MethodInfo MethodOf(string name, Type parameter) =>
        Assert.Single(Methods, method => method.Name == name && !method.IsGenericMethod && method.GetParameters()[0].ParameterType == parameter);
}
