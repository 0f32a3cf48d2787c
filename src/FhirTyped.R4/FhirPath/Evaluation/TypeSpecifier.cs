namespace FhirTyped.R4.FhirPath;

/// <summary>
/// A type by its name: of FHIR or of FHIRPath's own. A bare name is FHIR's; where only FHIRPath has the name (<c>Boolean</c>), it holds for
/// FHIR's primitives of that type as well, since R4's own invariants and search parameters write it so.
/// </summary>
internal sealed record TypeSpecifier(string Namespace, string Name, bool IsLenient = false)
{
    public const string FhirNamespace = "FHIR";
    public const string SystemNamespace = "System";

    /// <summary>The type of a name; null where there is none.</summary>
    public static TypeSpecifier? Find(string? space, string name)
    {
        var isSystem = name is "Boolean" or "String" or "Integer" or "Decimal" or "Date" or "DateTime" or "Time" or "Quantity" or "Any";
        var isFhir = FhirCodes.TryParse<FhirAllTypes>(name, out _) || name is "Base";
        return space switch
        {
            FhirNamespace => isFhir ? new TypeSpecifier(FhirNamespace, name) : null,
            SystemNamespace => isSystem ? new TypeSpecifier(SystemNamespace, name) : null,
            not null => null,
            _ when name == "Quantity" => new TypeSpecifier(FhirNamespace, name, IsLenient: true),
            _ when isFhir => new TypeSpecifier(FhirNamespace, name),
            _ => isSystem ? new TypeSpecifier(SystemNamespace, name, IsLenient: true) : null,
        };
    }

    /// <summary>The type of an item.</summary>
    public static TypeSpecifier Of(FhirPathValue value) => value.Element is { } element
        ? new TypeSpecifier(FhirNamespace, element.TypeName)
        : new TypeSpecifier(SystemNamespace, value.Kind == FhirPathKind.TypeInfo ? "Any" : value.Kind.ToString());

    /// <summary>The type of an item for a message, where the name of a type that FHIR R4 does not have is not repeated: it is data.</summary>
    public static string Describe(FhirPathValue value) =>
        value.Element is UnknownResource ? "a resource of an unknown type" : Of(value).ToString();

    /// <summary>Whether an item is of this type or of one that is derived from it.</summary>
    public bool Includes(FhirPathValue value)
    {
        if (Namespace == FhirNamespace)
        {
            return value.Element is { } element ? IncludesElement(element) : IsLenient && value.Kind == FhirPathKind.Quantity;
        }

        if (value.Element is not PrimitiveElement)
        {
            return value.Element is null && (Name == "Any" || value.Kind.ToString() == Name);
        }

        return IsLenient && value.ToSystem().Kind.ToString() == Name;
    }

    /// <summary>Whether an item is of this type, where a primitive must be of just this one and not of one derived from it.</summary>
    public bool IncludesExactly(FhirPathValue value) =>
        Includes(value) && (Namespace != FhirNamespace || value.Element is not PrimitiveElement primitive || IsNamed(primitive, Name));

    /// <summary>Whether an element is of a FHIR type by name.</summary>
    public static bool IsNamed(Base element, string name) => element.TypeName == name || name switch
    {
        "Resource" => element is Resource,
        "DomainResource" => element is DomainResource,
        "Element" or "Type" => element is Element,
        "BackboneElement" => element is BackboneElement,
        "Quantity" => element is Quantity,
        "Base" or "Any" => true,
        _ => false,
    };

    public override string ToString() => Namespace + "." + Name;

    private bool IncludesElement(Base element)
    {
        if (IsNamed(element, Name))
        {
            return true;
        }

        if (element is not PrimitiveElement primitive)
        {
            return Name is "SimpleQuantity" or "MoneyQuantity" && element is Quantity;
        }

        return Name switch
        {
            "string" => primitive.PrimitiveType is PrimitiveType.Code or PrimitiveType.Id or PrimitiveType.Markdown,
            "uri" => primitive.PrimitiveType is PrimitiveType.Url or PrimitiveType.Canonical or PrimitiveType.Oid or PrimitiveType.Uuid,
            "integer" => primitive.PrimitiveType is PrimitiveType.PositiveInt or PrimitiveType.UnsignedInt,
            _ => false,
        };
    }
}
