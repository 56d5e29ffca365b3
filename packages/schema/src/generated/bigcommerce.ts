// Generated from schemas/ by `pnpm --filter @flowlink/schema generate`; do not edit.
export const scopeEntries = [
  {
    "name": "Carts",
    "read_only": "store_cart_read_only",
    "modify": "store_cart"
  },
  {
    "name": "Channel Settings",
    "read_only": "store_channel_settings_read_only",
    "modify": "store_channel_settings"
  },
  {
    "name": "Channel Listings",
    "read_only": "store_channel_listings_read_only",
    "modify": "store_channel_listings"
  },
  {
    "name": "Checkouts",
    "read_only": "store_checkout_read_only",
    "modify": "store_checkout"
  },
  {
    "name": "Checkout Content",
    "read_only": "store_content_checkout_read_only",
    "modify": "store_content_checkout"
  },
  {
    "name": "Content",
    "read_only": "store_v2_content_read_only",
    "modify": "store_v2_content"
  },
  {
    "name": "Customers",
    "read_only": "store_v2_customers_read_only",
    "modify": "store_v2_customers"
  },
  {
    "name": "Customers Login",
    "modify": "store_v2_customers_login"
  },
  {
    "name": "Fulfillment Methods",
    "read_only": "store_fulfillment_methods_read_only",
    "modify": "store_fulfillment_methods_manage"
  },
  {
    "name": "Information & Settings",
    "read_only": "store_v2_information_read_only",
    "modify": "store_v2_information"
  },
  {
    "name": "Marketing",
    "read_only": "store_v2_marketing_read_only",
    "modify": "store_v2_marketing"
  },
  {
    "name": "Order Fulfillment",
    "read_only": "store_order_fulfillment_read_only",
    "modify": "store_order_fulfillment_manage"
  },
  {
    "name": "Orders",
    "read_only": "store_v2_orders_read_only",
    "modify": "store_v2_orders"
  },
  {
    "name": "Order Transactions",
    "read_only": "store_v2_transactions_read_only",
    "modify": "store_v2_transactions"
  },
  {
    "name": "Payment Methods",
    "read_only": "store_payments_methods_read"
  },
  {
    "name": "Create Payments",
    "modify": "store_payments_access_token_create"
  },
  {
    "name": "Products",
    "read_only": "store_v2_products_read_only",
    "modify": "store_v2_products"
  },
  {
    "name": "Sites & Routes",
    "read_only": "store_sites_read_only",
    "modify": "store_sites"
  },
  {
    "name": "Store Inventory",
    "read_only": "store_inventory_read_only",
    "modify": "store_inventory"
  },
  {
    "name": "Store Locations",
    "read_only": "store_locations_read_only",
    "modify": "store_locations"
  },
  {
    "name": "Store Logs",
    "read_only": "store_logs_read_only"
  },
  {
    "name": "Storefront API Tokens",
    "modify": "store_storefront_api"
  },
  {
    "name": "Storefront API Customer Impersonation Tokens",
    "modify": "store_storefront_api_customer_impersonation"
  },
  {
    "name": "Stored Payment Instruments",
    "read_only": "store_stored_payment_instruments_read_only",
    "modify": "store_stored_payment_instruments"
  },
  {
    "name": "Themes",
    "read_only": "store_themes_read_only",
    "modify": "store_themes_manage"
  },
  {
    "name": "Translations",
    "read_only": "store_translations_read_only",
    "modify": "store_translations"
  },
  {
    "name": "Metafield Owner",
    "modify": "store_metafield_change_owner"
  },
  {
    "name": "Metafields",
    "modify": "store_metafield_write"
  },
  {
    "name": "All Metafields",
    "modify": "store_metafield_write_all"
  },
  {
    "name": "App Extensions",
    "modify": "store_app_extensions_manage",
    "app_only": true
  }
] as const;
export const actions = {
  "get_products": {
    "summary": "Poll products with their images, brands, options, variants and categories.",
    "direction": "poll",
    "scopes": {
      "store_v2_products_read_only": "reads the catalogue",
      "store_v2_information_read_only": "follows a product's tax class"
    },
    "parameters": [
      "dates",
      "limit",
      "sku"
    ],
    "server_owned": [
      "min_date_modified"
    ]
  },
  "get_orders": {
    "summary": "Poll orders with their products, shipping addresses and coupons.",
    "direction": "poll",
    "scopes": {
      "store_v2_orders_read_only": "reads orders"
    },
    "parameters": [
      "dates",
      "limit",
      "customer_id",
      "create_shipments"
    ],
    "server_owned": [
      "min_date_modified"
    ]
  },
  "get_shipments": {
    "summary": "Poll the shipments of orders.",
    "direction": "poll",
    "scopes": {
      "store_v2_orders_read_only": "reads orders and their shipments"
    },
    "parameters": [
      "dates",
      "limit",
      "order_id"
    ],
    "server_owned": [
      "min_date_modified"
    ]
  },
  "get_shipment": {
    "summary": "Fetch one shipment of one order.",
    "direction": "poll",
    "scopes": {
      "store_v2_orders_read_only": "reads orders and their shipments"
    },
    "parameters": [
      "order_id",
      "shipment_id"
    ]
  },
  "get_customers": {
    "summary": "Poll customers with their addresses.",
    "direction": "poll",
    "scopes": {
      "store_v2_customers_read_only": "reads customers"
    },
    "parameters": [
      "dates",
      "limit",
      "customer_group_id"
    ],
    "server_owned": [
      "min_date_created"
    ]
  },
  "add_product": {
    "summary": "Create a product.",
    "direction": "deliver",
    "scopes": {
      "store_v2_products": "writes products, categories, brands, options and images"
    }
  },
  "update_product": {
    "summary": "Update a product.",
    "direction": "deliver",
    "scopes": {
      "store_v2_products": "writes products, categories, brands, options and images"
    }
  },
  "add_order": {
    "summary": "Create an order.",
    "direction": "deliver",
    "scopes": {
      "store_v2_orders": "writes orders"
    }
  },
  "update_order": {
    "summary": "Update an order.",
    "direction": "deliver",
    "scopes": {
      "store_v2_orders": "writes orders"
    }
  },
  "cancel_order": {
    "summary": "Cancel an order (sets its status to Cancelled).",
    "direction": "deliver",
    "scopes": {
      "store_v2_orders": "writes the order's status"
    }
  },
  "add_shipment": {
    "summary": "Create a shipment of an order.",
    "direction": "deliver",
    "scopes": {
      "store_v2_orders": "writes order shipments"
    }
  },
  "update_shipment": {
    "summary": "Update a shipment of an order.",
    "direction": "deliver",
    "scopes": {
      "store_v2_orders": "writes order shipments"
    }
  },
  "add_customer": {
    "summary": "Create a customer.",
    "direction": "deliver",
    "scopes": {
      "store_v2_customers": "writes customers and addresses"
    }
  },
  "update_customer": {
    "summary": "Update a customer.",
    "direction": "deliver",
    "scopes": {
      "store_v2_customers": "writes customers and addresses"
    }
  },
  "set_inventory": {
    "summary": "Set the stock of products and SKUs.",
    "direction": "deliver",
    "scopes": {
      "store_v2_products": "writes stock on products and SKUs"
    }
  }
} as const;
export const catalogueVersion = "2026-04" as const;
export const fieldMarks = {
  "fields": [
    "platform",
    "store_url",
    "store_hash",
    "client_id",
    "access_token",
    "scopes",
    "workflows",
    "protect"
  ],
  "secret": [
    "access_token"
  ],
  "immutable": [
    "platform",
    "store_hash"
  ],
  "unordered": [
    "scopes"
  ],
  "verified": [
    "store_url",
    "store_hash",
    "client_id",
    "access_token",
    "scopes"
  ],
  "serverOwned": {
    "get_products": [
      "min_date_modified"
    ],
    "get_orders": [
      "min_date_modified"
    ],
    "get_shipments": [
      "min_date_modified"
    ],
    "get_customers": [
      "min_date_created"
    ]
  },
  "defaults": {
    "workflows": {},
    "protect": false
  }
} as const;
